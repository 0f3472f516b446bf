/**
 * Are the first values smaller than the second? One-sided and exact: the chance of so small a sum of ranks, had the
 * values been dealt to the two groups at random. Equal values share their ranks.
 *
 * Ranks are doubled, so that shared ones are whole numbers and all sums exact.
 *
 * @param first - at least one value; so has `second`
 * @returns p in (0, 1]
 * @see Wilcoxon (1945), Individual comparisons by ranking methods
 */
export function rankSumTest(first: readonly number[], second: readonly number[]): number {
  const ranks = doubledRanks([...first, ...second]);
  const observed = ranks.slice(0, first.length).reduce((sum, rank) => sum + rank, 0);
  const ways = waysToSum(ranks, first.length);
  const all = ways.reduce((sum, count) => sum + count, 0);
  const few = ways.slice(0, observed + 1).reduce((sum, count) => sum + count, 0);
  return few / all;
}

/** Per value twice its rank, from 2; of equal values twice their mean rank. */
function doubledRanks(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => sorted.indexOf(value) + 1 + sorted.lastIndexOf(value) + 1);
}

/** Per sum in how many ways so many of the ranks add up to it. */
function waysToSum(ranks: readonly number[], chosen: number): Float64Array {
  const most = ranks.reduce((sum, rank) => sum + rank, 0);
  const none = new Float64Array(most + 1);
  none[0] = 1;
  const table = [none, ...Array.from({ length: chosen }, () => new Float64Array(most + 1))];
  for (const rank of ranks) {
    // From the largest number of ranks down, so that no rank is taken twice.
    for (let count = chosen; count >= 1; count -= 1) addShifted(table, count, rank);
  }
  return table[chosen] ?? none;
}

function addShifted(table: readonly Float64Array[], count: number, rank: number): void {
  const [to, from] = [table[count], table[count - 1]];
  if (!to || !from) return;
  for (let sum = to.length - 1; sum >= rank; sum -= 1) {
    to[sum] = (to[sum] ?? 0) + (from[sum - rank] ?? 0);
  }
}
