import { Z_TWO_SIDED_95 } from './z-quantiles';

/**
 * What a share may really be, in [0, 1].
 *
 * @param passed - in [0, total]
 * @param total - at least 1
 * @param z - two-sided 95 % where not said
 * @see Wilson (1927), Probable inference, the law of succession, and statistical inference
 */
export function wilsonInterval(
  passed: number,
  total: number,
  z: number = Z_TWO_SIDED_95,
): { readonly low: number; readonly high: number } {
  const share = passed / total;
  const square = z * z;
  const middle = share + square / (2 * total);
  const reach = z * Math.sqrt((share * (1 - share) + square / (4 * total)) / total);
  const scale = 1 + square / total;
  return {
    low: passed === 0 ? 0 : Math.max(0, (middle - reach) / scale),
    high: passed === total ? 1 : Math.min(1, (middle + reach) / scale),
  };
}
