import { countAt, countDigits } from '../../src/runs/count-digits';

describe('countDigits()', () => {
  it('writes every count from 0 to 63 as one character, the first 36 in base 36', () => {
    const counts = Array.from({ length: 64 }, (_, count) => count);
    const text = countDigits(counts);
    expect(text).toHaveLength(64);
    expect(counts.map((_, place) => countAt(text, place))).toEqual(counts);
    expect(text.slice(0, 36)).toBe(
      counts
        .slice(0, 36)
        .map((count) => count.toString(36))
        .join(''),
    );
  });

  it('refuses a count that would take two', () => {
    expect(() => countDigits([3, 64])).toThrow('Cannot write 64 as one character');
  });

  it('reads 0 past the end', () => {
    expect(countAt('5', 1)).toBe(0);
  });
});
