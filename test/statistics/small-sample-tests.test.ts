import fc from 'fast-check';
import { rankSumTest } from '../../src/statistics/rank-sum-test';
import { signFlipTest } from '../../src/statistics/sign-flip-test';
import { signTest } from '../../src/statistics/sign-test';

describe('rankSumTest()', () => {
  it('is exact for distinct values', () => {
    // Of the 20 ways to choose 3 places of 6, one has the smallest sum.
    expect(rankSumTest([1, 2, 3], [4, 5, 6])).toBeCloseTo(1 / 20, 12);
    expect(rankSumTest([4, 5, 6], [1, 2, 3])).toBe(1);
  });

  it('agrees with SciPy where values are in the wrong group', () => {
    // SciPy 1.17.1: mannwhitneyu([1, 2, 3, 4.5], [4, 5, 6, 7, 8], alternative="less", method="exact")
    expect(rankSumTest([1, 2, 3, 4.5], [4, 5, 6, 7, 8])).toBeCloseTo(0.015873015873015872, 12);
  });

  it('lets equal values share their ranks: nothing but ties says nothing', () => {
    expect(rankSumTest([5, 5, 5], [5, 5, 5, 5])).toBe(1);
  });

  it('does not care for the scale', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 }),
        (first, second) => {
          const scaled = (values: readonly number[]) => values.map((value) => value * 8 + 3);
          expect(rankSumTest(scaled(first), scaled(second))).toBe(rankSumTest(first, second));
        },
      ),
    );
  });
});

describe('signFlipTest()', () => {
  it('is exact for differences of unequal size', () => {
    // Counted over all 256 signs; scipy.stats.permutation_test 1.17 with permutation_type='samples' says the same.
    expect(signFlipTest([3, -1, 2, 2, 5, -2, 4, 1])).toBeCloseTo(0.0546875, 12);
  });

  it('does not depend on the unit that the differences are counted in', () => {
    expect(signFlipTest([21, -7, 14, 14, 35])).toBe(signFlipTest([3, -1, 2, 2, 5]));
  });

  it('is taken for normal where it would take too long, and hardly differs there', () => {
    const exact = Array.from(
      { length: 200 },
      (_, item) => (item % 9 < 5 ? 1 : -1) * (1 + (item % 4)),
    );
    // One unit in a few hundred thousand: the same evidence, but with no divisor in common.
    const fine = exact.map((difference, item) => difference * 1_000 + Number(item === 0));
    const p = signFlipTest(exact);
    expect(p).toBeGreaterThan(0.01);
    expect(p).toBeLessThan(0.2);
    // The coarse sums count the whole chance of the observed one, the fine ones hardly any.
    expect(Math.abs(signFlipTest(fine) / p - 1)).toBeLessThan(0.1);
  });

  it('needs five items that all gained to fall below 5 %', () => {
    expect(signFlipTest([1, 1, 1, 1])).toBeCloseTo(1 / 16, 12);
    expect(signFlipTest([1, 1, 1, 1, 1])).toBeCloseTo(1 / 32, 12);
  });

  it('says 1 where nothing changed', () => {
    expect(signFlipTest([0, 0])).toBe(1);
    expect(signFlipTest([])).toBe(1);
  });
});

describe('signTest()', () => {
  it('agrees with SciPy', () => {
    // SciPy 1.17.1: binomtest(7, 9, 0.5, alternative="greater")
    expect(signTest(7, 2)).toBeCloseTo(0.08984375, 12);
  });

  it('says 1 where nothing was thrown', () => {
    expect(signTest(0, 0)).toBe(1);
  });
});
