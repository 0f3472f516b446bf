import { exponential } from './exponential';

const SQRT_2PI = 2.5066282746310002;
/** Below it the series converges fast, above it the continued fraction does. */
const SWITCH = 2.5;
const FRACTION_TERMS = 120;

/**
 * The chance that a standard normal variable is above z.
 *
 * @returns in [0, 1], relative error below 1e-11 where the result is above 1e-300
 * @see Abramowitz, Stegun (1964), 26.2.11 (series) and 26.2.14 (continued fraction)
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = normalDensity(z);
  return z < SWITCH ? 0.5 - density * series(z) : density / fraction(z);
}

/** The height of the standard normal curve at z. */
export function normalDensity(z: number): number {
  return exponential((-z * z) / 2) / SQRT_2PI;
}

/** z + z^3/3 + z^5/(3 x 5) + ... */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term = (term * z * z) / odd;
    sum += term;
  }
  return sum;
}

/** z + 1/(z + 2/(z + 3/(z + ...))), from the far end. */
function fraction(z: number): number {
  let value = z;
  for (let count = FRACTION_TERMS; count > 0; count -= 1) value = z + count / value;
  return value;
}
