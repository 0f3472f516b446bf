import { rankSumTest } from '../statistics/rank-sum-test';

/**
 * How likely is it that the failing runs stand so early, or so late, were their places dealt at random? Exact.
 *
 * @param marks - one `F` or `P` per run, at least one of each
 * @returns in (0, 1]
 */
export function blockChance(marks: string, side: 'early' | 'late'): number {
  const places = (wanted: string): readonly number[] =>
    marks
      .split('')
      .flatMap((mark, run) => (mark === wanted ? [side === 'early' ? run : -run] : []));
  return rankSumTest(places('F'), places('P'));
}
