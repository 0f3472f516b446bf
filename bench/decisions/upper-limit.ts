import { wilsonInterval } from '../../src/statistics/wilson-interval';
import { Z_TWO_SIDED_95 } from '../../src/statistics/z-quantiles';

/** The most that a share may really be: upper end of the two-sided 95 % interval, so 97.5 % one-sided. */
export function upperLimit(count: number, total: number): number {
  return wilsonInterval(count, total, Z_TWO_SIDED_95).high;
}

/** `0.67 to 0.89`: what a share may really be, two-sided 95 %. */
export function intervalText(count: number, total: number): string {
  const { low, high } = wilsonInterval(count, total, Z_TWO_SIDED_95);
  return `${low.toFixed(2)} to ${high.toFixed(2)}`;
}
