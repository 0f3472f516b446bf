/** The 99th percentile of the standard normal distribution. */
const Z_99 = 2.3263478740408408;

/** Exact to the last digit given, for the numbers of runs that looks have. */
const KNOWN: Readonly<Record<number, number>> = {
  6: 16.811893829770927,
  13: 27.68824961045705,
  27: 46.96294212475149,
};

/**
 * The 99th percentile of a chi-squared variable per degree of freedom: a ratio of variances above it is hardly chance.
 *
 * @param degrees - at least 1
 * @see Wilson, Hilferty (1931), for degrees of freedom that no look has
 */
export function chiSquaredRatioLimit(degrees: number): number {
  const known = KNOWN[degrees];
  if (known !== undefined) return known / degrees;
  const part = 2 / (9 * degrees);
  const root = 1 - part + Z_99 * Math.sqrt(part);
  return root * root * root;
}
