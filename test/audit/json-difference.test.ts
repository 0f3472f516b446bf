import fc from 'fast-check';
import { jsonDifference } from '../../src/audit/json-difference';
import { canonicalJson } from '../../src/canonical-json';

describe('jsonDifference()', () => {
  it('names the first place that differs', () => {
    const expected = { a: [{ b: 1 }, { b: 2 }], c: 'x' };
    expect(jsonDifference(expected, { a: [{ b: 1 }, { b: 3 }], c: 'y' })).toEqual({
      at: 'a[1].b',
      expected: '2',
      found: '3',
    });
    expect(jsonDifference(expected, { ...expected, d: 1 })).toEqual({
      at: 'd',
      expected: 'nothing',
      found: '1',
    });
    expect(jsonDifference([1, 2], [1])).toEqual({ at: '[1]', expected: '2', found: 'nothing' });
    expect(jsonDifference({}, [])).toEqual({ at: '(document)', expected: '{}', found: '[]' });
  });

  it('lets fields be missing that earlier versions lack, and no others', () => {
    const expected = { list: [{ old: 1, added: 2 }] };
    expect(jsonDifference(expected, { list: [{ old: 1 }] }, ['list.added'])).toBeNull();
    expect(jsonDifference(expected, { list: [{ added: 2 }] }, ['list.added'])).not.toBeNull();
    expect(
      jsonDifference(expected, { list: [{ old: 1, added: 3 }] }, ['list.added']),
    ).not.toBeNull();
  });

  it('finds none exactly where two values are the same JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const [one, other] = [JSON.parse(JSON.stringify(left)), JSON.parse(JSON.stringify(right))];
        expect(jsonDifference(one, structuredClone(one))).toBeNull();
        const same = canonicalJson(one) === canonicalJson(other);
        expect(jsonDifference(one, other) === null).toBe(same);
      }),
    );
  });
});
