import fc from 'fast-check';
import { didYouMean, editDistance, nearestWord } from '../src/nearest-word';

describe('the word that was meant', () => {
  it.each([
    ['itmes', ['name', 'items', 'tools'], 'items'],
    ['ITEMS', ['name', 'items'], 'items'],
    ['modle', ['model', 'mode'], 'mode'],
    ['itemz', ['item', 'items'], 'item'],
    ['itemz', ['items', 'item'], 'items'],
    ['', ['a', 'ab'], 'a'],
    ['İ', ['i', 'ab'], 'i'],
  ])('for %j among %j is %j: the first of the nearest', (word, known, meant) => {
    expect(nearestWord(word, known)).toBe(meant);
    expect(didYouMean(word, known)).toBe(`; did you mean "${meant}"?`);
  });

  it.each([
    ['more than a third of the letters away', 'abcdef', ['abcxyz']],
    ['after a hundred others', 'items', [...Array(100).fill('nothing like it'), 'items']],
    ['longer than anybody types', 'x'.repeat(201), ['x'.repeat(201)]],
    ['not there', 'items', []],
  ])('is none that is %s', (_, word, known) => {
    expect(nearestWord(word, known)).toBeNull();
    expect(didYouMean(word, known)).toBe('');
  });

  it('is as far away as by comparing all letters with all, or further than asked', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    fc.assert(
      fc.property(word, word, fc.nat(12), (from, to, most) => {
        const distance = plainDistance(from, to);
        expect(editDistance(from, to, most)).toBe(distance > most ? null : distance);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('takes looking at a letter a few times where the words have nothing in common', () => {
    const looked = jest.spyOn(String.prototype, 'charCodeAt');
    const known = Array.from({ length: 100 }, (_, n) => `${'a'.repeat(150)}${n}`);
    expect(nearestWord('b'.repeat(150), known)).toBeNull();
    const looks = looked.mock.calls.length;
    looked.mockRestore();
    // All letters with all would be 2,265,000.
    expect(looks).toBeLessThan(1_000_000);
    expect(looks).toBeGreaterThan(0);
  });
});

/** As the books have it. */
function plainDistance(from: string, to: string): number {
  if (from === '' || to === '') return from.length + to.length;
  const [short, shorter] = [from.slice(1), to.slice(1)];
  const replaced = plainDistance(short, shorter) + (from[0] === to[0] ? 0 : 1);
  if (from[0] === to[0]) return replaced;
  return Math.min(replaced, plainDistance(short, to) + 1, plainDistance(from, shorter) + 1);
}
