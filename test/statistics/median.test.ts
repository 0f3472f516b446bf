import { median } from '../../src/statistics/median';

describe('median()', () => {
  it.each([
    { sample: [3], middle: 3 },
    { sample: [3, 1, 2], middle: 2 },
    { sample: [10, 9, 1, 2], middle: 5.5 },
    { sample: [100, 20, 3], middle: 20 },
  ])('of $sample is $middle', ({ sample, middle }) => {
    expect(median(sample)).toBe(middle);
  });

  it('leaves the sample in its order', () => {
    const sample = [3, 1, 2];
    median(sample);
    expect(sample).toEqual([3, 1, 2]);
  });

  it('refuses to guess from nothing', () => {
    expect(() => median([])).toThrow(expect.objectContaining({ code: 'SAMPLE_TOO_SMALL' }));
  });
});
