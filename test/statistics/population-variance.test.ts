import { populationVariance } from '../../src/statistics/population-variance';

describe('populationVariance()', () => {
  // Python 3: statistics.pvariance(sample)
  it.each([
    { sample: [0.5, 0.25, 0.75], variance: 0.041666666666666664 },
    { sample: [0, 0, 1], variance: 0.2222222222222222 },
    { sample: [0.4], variance: 0 },
    { sample: [2 / 3, 2 / 3, 2 / 3, 2 / 3], variance: 0 },
  ])('agrees with Python on $sample', ({ sample, variance }) => {
    expect(populationVariance(sample)).toBeCloseTo(variance, 15);
  });

  it('refuses to guess from nothing', () => {
    expect(() => populationVariance([])).toThrow(
      expect.objectContaining({ code: 'SAMPLE_TOO_SMALL' }),
    );
  });
});
