import fc from 'fast-check';
import { seededRandom, seedFromText, shuffled } from '../../src/statistics/seeded-random';

describe('seededRandom()', () => {
  // Computed apart from this code, with Python's whole numbers.
  it.each([
    { seed: 1, numbers: [1580013426, 350525680, 3524174333] },
    { seed: 0, numbers: [1684164658, 3653269916, 2939563536] },
    { seed: 42, numbers: [551831576, 144025891, 322543647] },
  ])('gives the same numbers for $seed on every machine', ({ seed, numbers }) => {
    const rng = seededRandom(seed);
    expect(numbers.map(() => rng() * 2 ** 32)).toEqual(numbers);
  });

  it('stays in [0, 1), whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const rng = seededRandom(seed);
        const drawn = Array.from({ length: 20 }, () => rng());
        expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
      }),
      { seed: 1 },
    );
  });
});

describe('seedFromText()', () => {
  // FNV-1a test vectors of 32 bits (0x811c9dc5, 0xe40c292c, 0xbf9cf968), the lowest bit dropped.
  it.each([
    { text: '', seed: 1083068130 },
    { text: 'a', seed: 1913001110 },
    { text: 'foobar', seed: 1607367860 },
  ])('of "$text" is $seed', ({ text, seed }) => {
    expect(seedFromText(text)).toBe(seed);
  });

  it('is a whole number in [0, 2^31), whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const seed = seedFromText(text);
        expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
      }),
      { seed: 1 },
    );
  });
});

describe('shuffled()', () => {
  const list = [1, 2, 3, 4, 5, 6, 7, 8];

  it('gives the same order for the same seed, another for another, and leaves the list alone', () => {
    const order = shuffled(list, seededRandom(1));
    expect(shuffled(list, seededRandom(1))).toEqual(order);
    expect(shuffled(list, seededRandom(2))).not.toEqual(order);
    expect(list).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps every value, each as often as before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
        const sorted = (all: readonly number[]) => all.toSorted((a, b) => a - b);
        expect(sorted(shuffled(values, seededRandom(seed)))).toEqual(sorted(values));
      }),
      { seed: 1 },
    );
  });

  it('puts every value first about equally often', () => {
    const firsts = Array.from({ length: 8000 }, (_, seed) => shuffled(list, seededRandom(seed))[0]);
    for (const value of list) {
      // 1000 expected; 6 standard errors are 178.
      expect(Math.abs(firsts.filter((first) => first === value).length - 1000)).toBeLessThan(178);
    }
  });
});
