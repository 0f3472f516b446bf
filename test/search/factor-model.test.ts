import fc from 'fast-check';
import {
  fitFactorModel,
  type Measured,
  predict,
  predictContrast,
  predictGain,
} from '../../src/search/factor-model';
import { likelyBest } from '../../src/search/likely-best';
import { imagined, outlookOf } from '../../src/search/outlook';

const measured: Measured = {
  observations: [
    { levels: [0, 0, 0, 0], runs: 7, mean: 0.5 },
    { levels: [1, 0, 0, 0], runs: 1, mean: 0.75 },
    { levels: [1, 2, 1, 0], runs: 1, mean: 0.875 },
    { levels: [2, 3, 0, 0], runs: 3, mean: 0.25 },
    { levels: [0, 2, 1, 0], runs: 2, mean: 0.625 },
  ],
  runVariance: 0.01,
  varied: [0, 1, 2],
};
const allowed = [[0, 1, 2], [0, 1, 2, 3], [0, 1], [0]];
const model = fitFactorModel(measured);

describe('fitFactorModel()', () => {
  // numpy 2.4.6, np.linalg.solve on the same kernel; see the formula in statistics.md 3.5, point 4.
  it.each([
    [[1, 2, 0, 0], 0.7205043369556141, 0.1655747165749137],
    [[2, 1, 1, 0], 0.5013732666967826, 0.23965009376009133],
    [[1, 2, 1, 0], 0.839878590525939, 0.08128442058770534],
  ])('expects of %j what numpy computes', (levels, mean, sd) => {
    expect(predict(model, levels).mean).toBeCloseTo(mean, 12);
    expect(predict(model, levels).sd).toBeCloseTo(sd, 12);
  });

  it('compares two specs with their common errors taken out, as numpy does', () => {
    const gain = predictGain(model, [1, 2, 1, 0], [0, 0, 0, 0]);
    expect(gain.mean).toBeCloseTo(0.33816826264968647, 12);
    expect(gain.sd).toBeCloseTo(0.09275096802181551, 12);
    const [one, other] = [predict(model, [1, 2, 1, 0]), predict(model, [0, 0, 0, 0])];
    expect(gain.mean).toBeCloseTo(one.mean - other.mean, 12);
  });

  it('is the data where the noise vanishes', () => {
    const exact = fitFactorModel({ ...measured, runVariance: 1e-12 });
    for (const { levels, mean } of measured.observations) {
      expect(predict(exact, levels).mean).toBeCloseTo(mean, 8);
      expect(predict(exact, levels).sd).toBeLessThan(1e-5);
    }
  });

  it('knows nothing without data: the prior mean for all', () => {
    const blank = fitFactorModel({ ...measured, observations: [] });
    expect(predict(blank, [2, 3, 1, 0]).mean).toBe(0.5);
    // 0.09 + 3 x 0.0225 + 3 x 0.0009 + 0.0004
    expect(predict(blank, [2, 3, 1, 0]).sd).toBeCloseTo(Math.sqrt(0.1606), 12);
  });

  it('does not count a factor with one value: its place changes nothing', () => {
    const moved = measured.observations.map((each) => ({
      ...each,
      levels: each.levels.with(3, 5),
    }));
    const same = fitFactorModel({ ...measured, observations: moved });
    expect(predict(same, [1, 2, 0, 5])).toEqual(predict(model, [1, 2, 0, 0]));
  });

  it('gets surer of every spec with every observation, and never sure beyond reason', () => {
    const level = fc.tuple(fc.nat(2), fc.nat(3), fc.nat(1), fc.constant(0));
    const observation = fc.record({
      levels: level,
      runs: fc.integer({ min: 1, max: 9 }),
      mean: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const distinct = fc.uniqueArray(observation, {
      minLength: 2,
      maxLength: 12,
      selector: ({ levels }) => levels.join(),
    });
    fc.assert(
      fc.property(distinct, level, (observations, levels) => {
        const less = fitFactorModel({ ...measured, observations: observations.slice(1) });
        const more = fitFactorModel({ ...measured, observations });
        expect(predict(more, levels).sd).toBeLessThanOrEqual(predict(less, levels).sd + 1e-9);
        const shuffled = fitFactorModel({ ...measured, observations: observations.toReversed() });
        expect(predict(shuffled, levels).mean).toBeCloseTo(predict(more, levels).mean, 9);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('adds contrasts up: a sum of steps is the whole way', () => {
    const steps = [
      { levels: [1, 0, 0, 0], weight: 1 },
      { levels: [0, 0, 0, 0], weight: -1 },
      { levels: [1, 2, 0, 0], weight: 1 },
      { levels: [1, 0, 0, 0], weight: -1 },
    ];
    const whole = predictGain(model, [1, 2, 0, 0], [0, 0, 0, 0]);
    expect(predictContrast(model, steps).mean).toBeCloseTo(whole.mean, 12);
    expect(predictContrast(model, steps).sd).toBeCloseTo(whole.sd, 9);
  });
});

describe('imagined()', () => {
  it('shrinks the spread as a fit with one more observation would, and moves no mean', () => {
    const pool = [
      [1, 2, 0, 0],
      [2, 1, 1, 0],
    ];
    const before = outlookOf(model, pool, 1);
    const after = imagined(before, 0, 1);
    // numpy 2.4.6, the kernel matrix with a sixth row.
    expect(Math.sqrt(after.variances[1] ?? 0)).toBeCloseTo(0.22624336500246867, 12);
    expect(after.means).toEqual(before.means);
  });
});

describe('likelyBest()', () => {
  it('finds by its tables what comparing every spec with every observation finds', () => {
    const all = allowed.reduce<readonly (readonly number[])[]>(
      (specs, places) => specs.flatMap((spec) => places.map((place) => [...spec, place])),
      [[]],
    );
    const seen = new Set(measured.observations.map(({ levels }) => levels.join()));
    // Measured specs have a part of their own, which the tables leave out.
    const byModel = all
      .filter((levels) => !seen.has(levels.join()))
      .map((levels) => ({ levels, mean: Math.round(predict(model, levels).mean * 1e9) }))
      .toSorted((left, right) => right.mean - left.mean);
    const byTables = likelyBest(model, allowed, 24).filter((levels) => !seen.has(levels.join()));
    expect(byTables).toHaveLength(19);
    expect(byTables.map((levels) => Math.round(predict(model, levels).mean * 1e9))).toEqual(
      byModel.map(({ mean }) => mean),
    );
  });

  it('gives as many as it is asked for, of a space that it can look through', () => {
    expect(likelyBest(model, allowed, 5)).toHaveLength(5);
    const huge = Array.from({ length: 4 }, () => Array.from({ length: 30 }, (_, place) => place));
    expect(likelyBest(model, huge, 5)).toEqual([]);
  });
});
