import { chanceAboveZero, normalBelow, normalDensity } from '../../src/search/normal-cdf';

describe('normalBelow()', () => {
  // 0.5 * erfc(-z / sqrt(2)) of C's math library, by Python 3's math.erfc.
  it.each([
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [1, 0.8413447460685429],
    [1.2815515655446004, 0.9],
    [3.5, 0.9997673709209645],
    [3.6, 0.9998408914098424],
    [-1, 0.15865525393145707],
    [-3, 0.0013498980316300957],
    [-3.6, 0.000159108590157534],
    [-6, 9.865876450377012e-10],
    [-10, 7.619853024160593e-24],
    [-30, 4.906713927148764e-198],
  ])('is right to 1e-12 of itself at %d', (z, expected) => {
    expect(Math.abs(normalBelow(z) / expected - 1)).toBeLessThan(1e-12);
  });

  it('rises all the way, and is certain only beyond 37 standard deviations', () => {
    const values = Array.from({ length: 1601 }, (_, step) => normalBelow(step / 100 - 8));
    for (const [place, value] of values.entries()) {
      expect(value).toBeGreaterThanOrEqual(values[place - 1] ?? 0);
    }
    expect([normalBelow(-50), normalBelow(50)]).toEqual([0, 1]);
    expect(normalBelow(-36)).toBeGreaterThan(0);
  });

  it('has the density as its slope', () => {
    for (const z of [-4, -2.5, -0.3, 0, 1.7, 3.9]) {
      const slope = (normalBelow(z + 1e-5) - normalBelow(z - 1e-5)) / 2e-5;
      expect(slope).toBeCloseTo(normalDensity(z), 8);
    }
  });
});

describe('chanceAboveZero()', () => {
  it('is certain without spread, and even where nothing speaks for either side', () => {
    expect([chanceAboveZero(0.1, 0), chanceAboveZero(-0.1, 0), chanceAboveZero(0, 0)]).toEqual([
      1, 0, 0.5,
    ]);
    expect(chanceAboveZero(0, 0.2)).toBe(0.5);
  });
});
