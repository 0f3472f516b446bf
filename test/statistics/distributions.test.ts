import { chiSquaredRatioLimit } from '../../src/statistics/chi-squared-limit';
import { exponential } from '../../src/statistics/exponential';
import { normalQuantileAbove } from '../../src/statistics/normal-quantile';
import { normalTail } from '../../src/statistics/normal-tail';
import { tQuantile95 } from '../../src/statistics/t-quantile';
import { wilsonInterval } from '../../src/statistics/wilson-interval';
import { Z_ONE_SIDED_95 } from '../../src/statistics/z-quantiles';

const relativeError = (found: number, expected: number): number =>
  Math.abs(found - expected) / Math.abs(expected);

describe('exponential()', () => {
  it.each([-700, -50.5, -1, -1e-9, 0, 0.3465, 1, 20, 300.25, 700])(
    'agrees with Math.exp of this platform at %p',
    (x) => {
      expect(relativeError(exponential(x), Math.exp(x))).toBeLessThan(1e-13);
    },
  );

  it('vanishes where the result is below the smallest number', () => {
    expect(exponential(-800)).toBe(0);
  });
});

describe('normalTail()', () => {
  // SciPy 1.17.1: scipy.stats.norm.sf
  it.each([
    [0.5, 0.3085375387259869],
    [1.96, 0.024997895148220435],
    [3, 0.0013498980316300933],
    [5, 2.866515718791933e-7],
    [10, 7.61985302416047e-24],
    [-1.96, 1 - 0.024997895148220435],
  ])('agrees with SciPy at %p', (z, expected) => {
    expect(relativeError(normalTail(z), expected)).toBeLessThan(1e-11);
  });

  it('is undone by normalQuantileAbove()', () => {
    // SciPy 1.17.1: scipy.stats.norm.isf
    expect(normalQuantileAbove(0.05)).toBeCloseTo(1.6448536269514729, 8);
    expect(normalQuantileAbove(3.125e-4)).toBeCloseTo(3.4205267011318723, 8);
    expect(normalQuantileAbove(1e-8)).toBeCloseTo(5.612001244174789, 8);
  });
});

describe('chiSquaredRatioLimit()', () => {
  // SciPy 1.17.1: scipy.stats.chi2.ppf(0.99, d) / d
  it.each([
    [6, 2.8019823],
    [13, 2.12986535],
    [27, 1.73936823],
  ])('is exact for %p degrees of freedom, those of the looks', (degrees, expected) => {
    expect(chiSquaredRatioLimit(degrees)).toBeCloseTo(expected, 7);
  });

  it.each([
    [2, 4.60517019],
    [5, 3.01725449],
    [20, 1.87831174],
  ])('is close for %p', (degrees, expected) => {
    expect(relativeError(chiSquaredRatioLimit(degrees), expected)).toBeLessThan(0.02);
  });
});

describe('tQuantile95()', () => {
  // SciPy 1.17.1: scipy.stats.t.ppf(0.975, d)
  it.each([
    [1, 12.70620474],
    [5, 2.57058184],
    [12, 2.17881283],
    [30, 2.04227246],
    [31, 2.03951345],
    [60, 2.00029782],
    [200, 1.97189622],
  ])('agrees with SciPy for %p degrees of freedom', (degrees, expected) => {
    expect(tQuantile95(degrees)).toBeCloseTo(expected, 3);
  });
});

describe('wilsonInterval()', () => {
  it('agrees with SciPy on 8 of 10', () => {
    // SciPy 1.17.1: scipy.stats.binomtest(8, 10).proportion_ci(method="wilson")
    const { low, high } = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(0.4901624715366418, 9);
    expect(high).toBeCloseTo(0.9433178485456248, 9);
  });

  it('has a one-sided form', () => {
    // SciPy 1.17.1: binomtest(90, 104, alternative="greater").proportion_ci(0.95, "wilson")
    expect(wilsonInterval(90, 104, Z_ONE_SIDED_95).low).toBeCloseTo(0.8009879692410671, 9);
  });

  it('reaches the ends of the scale for nothing and for everything', () => {
    expect(wilsonInterval(0, 12).low).toBe(0);
    expect(wilsonInterval(12, 12).high).toBe(1);
  });
});
