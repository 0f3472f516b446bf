import { percentile } from '../../src/statistics/percentile';

describe('percentile()', () => {
  // Python 3: statistics.quantiles(sample, n=20, method='inclusive') for 0.95.
  it.each([
    { share: 0, value: 1 },
    { share: 0.5, value: 3 },
    { share: 0.95, value: 4.8 },
    { share: 1, value: 5 },
  ])('of 5, 3, 1, 4, 2 at $share is $value', ({ share, value }) => {
    expect(percentile([5, 3, 1, 4, 2], share)).toBeCloseTo(value, 12);
  });

  it('is null for no observations', () => {
    expect(percentile([], 0.95)).toBeNull();
  });
});
