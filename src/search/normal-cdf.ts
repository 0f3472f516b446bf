import { normalDensity, normalTail } from '../statistics/normal-tail';

export { normalDensity };

/** The chance that a standard normal value is below `z`, in [0, 1]; one half for what is no number. */
export function normalBelow(z: number): number {
  return Number.isNaN(z) ? 0.5 : normalTail(-z);
}

/**
 * The chance that a value of this mean and standard deviation is above 0, in [0, 1].
 * Without spread it is 0, 1, or one half where the mean is 0.
 */
export function chanceAboveZero(mean: number, sd: number): number {
  if (sd > 0) return normalBelow(mean / sd);
  if (mean === 0) return 0.5;
  return mean > 0 ? 1 : 0;
}
