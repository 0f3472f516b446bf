/**
 * The standard normal distribution with + - x / and square root alone, so that every platform computes the same bits.
 * `Math.exp` may differ in its last digit from one engine to the next; one digit can turn a tie.
 */

const INVERSE_ROOT_TWO_PI = 0.3989422804014327;
const LN_2 = 0.6931471805599453;
/** Below this the power series converges within its terms; above it the continued fraction does. */
const SERIES_ENDS = 3.5;
const SERIES_TERMS = 60;
const FRACTION_DEPTH = 60;
/** Beyond this many standard deviations a tail is below 1e-300. */
const FARTHEST = 37;

/** The chance that a standard normal value is below `z`, in [0, 1]; relative error below 1e-12 for |z| up to 37. */
export function normalBelow(z: number): number {
  if (Number.isNaN(z)) return 0.5;
  if (z > FARTHEST) return 1;
  if (z < -FARTHEST) return 0;
  if (z < -SERIES_ENDS) return tailBeyond(-z);
  if (z > SERIES_ENDS) return 1 - tailBeyond(z);
  return 0.5 + normalDensity(z) * oddSeries(z);
}

/** The height of the standard normal curve at `z`. */
export function normalDensity(z: number): number {
  if (Math.abs(z) > FARTHEST) return 0;
  return INVERSE_ROOT_TWO_PI * exponential((-z * z) / 2);
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

/** z + z^3/3 + z^5/(3 5) + ...: all terms have one sign, so nothing cancels. */
function oddSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; odd < 2 * SERIES_TERMS; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** The upper tail by Laplace's continued fraction, evaluated from its deepest term upwards. */
function tailBeyond(z: number): number {
  let rest = z;
  for (let depth = FRACTION_DEPTH; depth >= 1; depth -= 1) rest = z + depth / rest;
  return normalDensity(z) / rest;
}

/** e to the power of x, for x from -700 to 700: a power of two times a Taylor series on at most half of ln 2. */
function exponential(x: number): number {
  const twos = Math.round(x / LN_2);
  const rest = x - twos * LN_2;
  let sum = 1;
  for (let degree = 16; degree >= 1; degree -= 1) sum = 1 + (sum * rest) / degree;
  return sum * powerOfTwo(twos);
}

function powerOfTwo(exponent: number): number {
  let power = 1;
  for (let left = Math.abs(exponent); left > 0; left -= 1) power *= 2;
  return exponent < 0 ? 1 / power : power;
}
