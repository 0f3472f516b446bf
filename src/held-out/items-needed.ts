/** One-sided 5 % error, and 80 % power. */
const Z_ERROR = 1.6448536269514722;
const Z_POWER = 0.8416212335729143;
/** Five items that all move the same way are the fewest that chance explains in less than 5 %: 1/32. */
const FEWEST = 5;

/**
 * How many items show a difference of this size in four studies of five, at a one-sided level of 5 %?
 *
 * @param difference - in accuracy, in [-1, 1]
 * @param discordance - share of items that changed, in [0, 1]
 * @returns null where there is no difference to show
 * @see Connor (1987), Sample size for testing differences in proportions for the paired-sample design
 */
export function itemsNeeded(difference: number, discordance: number): number | null {
  const square = difference * difference;
  if (square === 0) return null;
  const spread = Math.max(discordance, square);
  const root = Z_ERROR * Math.sqrt(spread) + Z_POWER * Math.sqrt(spread - square);
  return Math.max(FEWEST, Math.ceil((root * root) / square));
}
