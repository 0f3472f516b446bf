import { Z_ONE_SIDED_95, Z_POWER_80 } from '../statistics/z-quantiles';

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
  const root = Z_ONE_SIDED_95 * Math.sqrt(spread) + Z_POWER_80 * Math.sqrt(spread - square);
  return Math.max(FEWEST, Math.ceil((root * root) / square));
}
