import fc from 'fast-check';
import { addSpec, countSpecs, hasSpec } from '../../src/study/spec-set';

const index = fc.integer({ min: 0, max: 4000 });
const setOf = (indices: readonly number[]) => indices.reduce(addSpec, '');

describe('a set of specs', () => {
  it('is empty text while empty, and holds nothing', () => {
    expect(hasSpec('', 0)).toBe(false);
    expect(countSpecs('')).toBe(0);
  });

  it('takes one hexadecimal digit per four specs', () => {
    expect(addSpec('', 0)).toBe('1');
    expect(addSpec('1', 3)).toBe('9');
    expect(addSpec('9', 9)).toBe('902');
    expect(addSpec('', 65_535)).toHaveLength(16_384);
  });

  it('holds exactly what was added, in whatever order and however often', () => {
    fc.assert(
      fc.property(fc.array(index), fc.array(index), (added, asked) => {
        const set = setOf(added);
        expect(setOf([...added, ...added.toReversed()])).toBe(set);
        for (const each of [...added, ...asked]) {
          expect(hasSpec(set, each)).toBe(added.includes(each));
        }
        expect(countSpecs(set)).toBe(new Set(added).size);
      }),
      { seed: 1 },
    );
  });

  it('keeps what it had when one more is added', () => {
    fc.assert(
      fc.property(fc.array(index), index, (added, one) => {
        const set = setOf(added);
        const more = addSpec(set, one);
        expect(added.every((each) => hasSpec(more, each)) && hasSpec(more, one)).toBe(true);
        expect(countSpecs(more)).toBe(countSpecs(set) + (hasSpec(set, one) ? 0 : 1));
      }),
      { seed: 1 },
    );
  });
});
