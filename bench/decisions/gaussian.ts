import type { Rng } from '../../src/statistics/seeded-random';

/** A number drawn from the standard normal distribution (Box, Muller 1958). */
export function gaussian(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
}
