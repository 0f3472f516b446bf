import { assumedNoise } from '../../src/calibration/assumed-noise';
import { improved, improvedThinly, roomOf } from '../../src/calibration/improved';
import {
  accuracyOf,
  itemChances,
  noiseOf,
  runDeviation,
  unsureItems,
  withItems,
} from '../../src/calibration/noise';
import { seededRandom } from '../../src/statistics/seeded-random';

/** Items that always or never pass, of 7 runs. */
const CONSTANT = { runs: 7, passes: [7, 7, 7, 7, 0, 0], passesByRun: [4, 4, 4, 4, 4, 4, 4] };

describe('itemChances()', () => {
  it('leaves items that never varied nearly sure, but not quite', () => {
    const chances = itemChances(CONSTANT);
    expect(chances[0]).toBeGreaterThan(0.98);
    expect(chances[0]).toBeLessThan(1);
    expect(chances[5]).toBeGreaterThan(0);
    expect(chances[5]).toBeLessThan(0.02);
  });

  it('gives items that differ no more than chance makes them one chance', () => {
    // Binomial with 1/2: within the items there is as much variance as in all outcomes together.
    const chances = itemChances({ runs: 4, passes: [1, 2, 2, 3, 2, 2] });
    expect(new Set(chances).size).toBe(1);
    // 12 of 24 passes, and half a pass of one outcome more: 12.5 / 25.
    expect(chances[0]).toBe(0.5);
  });

  it('draws items that differ in part towards the mean, in their order', () => {
    const chances = itemChances({ runs: 7, passes: [7, 6, 5, 2, 1, 0] });
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    expect(chances[0]).toBeLessThan(1);
    expect(chances[0]).toBeGreaterThan(0.8);
  });
});

describe('noiseOf()', () => {
  it('sees that whole runs shift: all items of two runs fail together', () => {
    const shifted = { runs: 7, passes: [5, 5, 5, 5, 5, 5], passesByRun: [0, 0, 6, 6, 6, 6, 6] };
    // By hand: sample variance 60/7, explained 6 x 5/7 x 2/7 x 7/6 = 10/7.
    expect(noiseOf(shifted).phi).toBeCloseTo(6, 12);
  });

  it('takes a spread that chance explains for no shift', () => {
    const even = { runs: 7, passes: [4, 4, 4, 4, 4, 4], passesByRun: [4, 3, 2, 5, 4, 3, 3] };
    expect(noiseOf(even).phi).toBe(1);
  });
});

describe('assumedNoise()', () => {
  // The design note's levels: a run of 12 items varies by 0, 0.05 and 0.12.
  it.each([
    { level: 'deterministic', deviation: 0, unsure: 0 },
    { level: 'mild', deviation: 0.05, unsure: 0 },
    { level: 'strong', deviation: 0.12, unsure: 12 },
  ] as const)(
    'of level $level varies by $deviation in 12 items',
    ({ level, deviation, unsure }) => {
      const noise = assumedNoise(level, 12);
      expect(runDeviation(noise)).toBeCloseTo(deviation, 3);
      expect(unsureItems(noise)).toBe(unsure);
    },
  );

  it('varies half as much with four times the items', () => {
    const noise = assumedNoise('strong', 12);
    expect(runDeviation(withItems(noise, 4))).toBeCloseTo(runDeviation(noise) / 2, 12);
  });
});

describe('an improved spec', () => {
  const noise = assumedNoise('strong', 12);

  it.each([0.5, 1, 2, 4.5])('gains %d items in all, whichever they are', (items) => {
    const better = improved(noise, items, seededRandom(3));
    expect(12 * (accuracyOf(better) - accuracyOf(noise))).toBeCloseTo(items, 9);
    expect(better.chances.every((chance, item) => chance >= (noise.chances[item] ?? 1))).toBe(true);
  });

  it('gains all that there is, and no more', () => {
    const better = improved(noise, roomOf(noise), seededRandom(3));
    expect(accuracyOf(better)).toBeCloseTo(1, 9);
  });

  it('gains a little at every item where the gain is thin', () => {
    const better = improvedThinly(noise, 2);
    expect(12 * (accuracyOf(better) - accuracyOf(noise))).toBeCloseTo(2, 6);
    expect(better.chances.every((chance, item) => chance > (noise.chances[item] ?? 1))).toBe(true);
  });
});
