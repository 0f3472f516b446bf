import fc from 'fast-check';
import type { Json } from '../../src/json';
import { matchArguments, matches, sameValue } from '../../src/suites/match-arguments';
import { normalise } from '../../src/suites/normalise';

const equals = (value: Json) => ({ kind: 'equals', value }) as const;

describe('normalise()', () => {
  it.each([
    ['  Sprint\n  Review ', 'sprint review'],
    ['"Lisbon."', 'lisbon'],
    ['“Lisbon”.', 'lisbon'],
    ["'Lisbon'", 'lisbon'],
    ['O’Hare', "o'hare"],
    ['Rhein–Main', 'rhein-main'],
    ['ＡＢＣ', 'abc'],
    ['10:00\u00A0am', '10:00 am'],
    ['wait...', 'wait...'],
    ['wait…', 'wait...'],
    ['.', '.'],
    ['"', '"'],
    ['rock "n" roll', 'rock "n" roll'],
  ])('reads %j as %j', (text, normal) => {
    expect(normalise(text)).toBe(normal);
  });

  it('bears any number of quotation marks', () => {
    expect(normalise('"'.repeat(50_001))).toBe('"');
  });

  it('changes nothing more the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
      { seed: 1 },
    );
  });
});

describe('sameValue()', () => {
  it('holds of every value and itself', () => {
    fc.assert(
      fc.property(aJson(), (value) => sameValue(value, value)),
      { seed: 2 },
    );
  });

  it('holds of two texts in either order or in none', () => {
    const text = fc.constantFrom('Oslo', ' oslo.', '"OSLO"', 'Oslo!', '', ' ', '…', '3', '3.0');
    fc.assert(
      fc.property(text, text, (left, right) => sameValue(left, right) === sameValue(right, left)),
      { seed: 3 },
    );
  });

  it('fails as soon as a word is added, before or after', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), word, (words, added) => {
        const text = words.join(' ');
        expect(sameValue(text, `${text} ${added}`)).toBe(false);
        expect(sameValue(text, `${added} ${text}`)).toBe(false);
      }),
      { seed: 4 },
    );
  });

  it.each<[Json, Json | undefined, boolean]>([
    ['Roof Inspection', 'roof inspection.', true],
    ['Roof Inspection', 'Roof Inspection on Monday', false],
    ['10:00', 'Sprint Review tomorrow at 10:00', false],
    [3, 3, true],
    [3, '3', true],
    [3, ' 3.0 ', true],
    [3, 'three', false],
    [3, '', false],
    [0, '', false],
    [0, null, false],
    [16, '0x10', false],
    ['3', 3, false],
    ['3', '3.0', false],
    [true, true, true],
    [true, 'true', false],
    [false, undefined, false],
    [['Priya', 'Tom'], ['priya', 'tom'], true],
    [['Priya', 'Tom'], ['Tom', 'Priya'], false],
    [['Priya'], ['Priya', 'Tom'], false],
    [['Priya'], 'Priya', false],
    [{ a: 1, b: 'x' }, { b: 'X', a: 1 }, true],
    [{ a: 1 }, { a: 1, b: '' }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, [1], false],
    ['', undefined, true],
    [[], null, true],
    [null, {}, true],
    [null, 'x', false],
  ])('of %j and %j is %s', (expected, found, same) => {
    expect(sameValue(expected, found)).toBe(same);
  });
});

describe('matches()', () => {
  it('takes any value or none where any will do', () => {
    expect(matches({ kind: 'any' }, undefined)).toBe(true);
    expect(matches({ kind: 'any' }, ['x'])).toBe(true);
  });

  it('takes each of several values, and no other', () => {
    const time = { kind: 'oneOf', values: ['10:00', '10am'] } as const;
    expect(matches(time, '10AM')).toBe(true);
    expect(matches(time, '10')).toBe(false);
    expect(matches(time, undefined)).toBe(false);
  });
});

describe('matchArguments()', () => {
  it.each<[string, Record<string, Json>, boolean]>([
    ['takes the expected argument', { city: 'Lisbon' }, true],
    ['wants it to be there', {}, false],
    ['lets an unexpected one be empty', { city: 'Lisbon', day: '', list: [], more: null }, true],
    ['lets no unexpected one have a value', { city: 'Lisbon', day: 'today' }, false],
    ['lets no unexpected one be false', { city: 'Lisbon', now: false }, false],
  ])('%s', (_, found, right) => {
    expect(matchArguments({ city: equals('Lisbon') }, found)).toBe(right);
  });

  it('is not fooled by names that every object has', () => {
    expect(matchArguments({ city: equals('Lisbon') }, { city: 'Lisbon', constructor: 'x' })).toBe(
      false,
    );
    expect(matchArguments({ toString: equals('x') }, {})).toBe(false);
  });
});

function aJson(): fc.Arbitrary<Json> {
  return fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value)));
}
