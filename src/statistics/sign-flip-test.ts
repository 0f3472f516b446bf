import { normalTail } from './normal-tail';

/** Additions that the exact distribution may take; beyond it the sum is taken for normal. */
const MOST_ADDITIONS = 4_000_000;

/**
 * Are the differences above zero on the whole? One-sided: the chance of so large a sum, had each difference come with
 * either sign as likely.
 *
 * Exact. Only where that takes more than four million additions (some 60 items whose differences have hardly a divisor
 * in common, or a thousand that do), the sum is taken for normal, with a continuity correction.
 *
 * @param differences - whole numbers, one per item
 * @returns p in (0, 1]; 1 where none differs from zero
 * @see Fisher (1935), The Design of Experiments, section 21
 */
export function signFlipTest(differences: readonly number[]): number {
  const moved = inSmallestUnits(differences.filter((difference) => difference !== 0));
  const sizes = moved.map(Math.abs);
  const most = sum(sizes);
  const observed = sum(moved);
  return sizes.length * most > MOST_ADDITIONS
    ? normalP(sizes, observed)
    : exactP(sizes, most, observed);
}

/** Two values that the sum can take are at least two apart: turning one sign moves it by twice a whole number. */
function normalP(sizes: readonly number[], observed: number): number {
  return Math.min(1, normalTail((observed - 1) / Math.sqrt(sum(sizes.map((size) => size * size)))));
}

function exactP(sizes: readonly number[], most: number, observed: number): number {
  const chances = sizes.reduce(withSign, new Float64Array([1]));
  // A sum of signed differences is twice that of the positive ones less that of all.
  const least = (observed + most) / 2;
  let tail = 0;
  for (let place = most; place >= least; place -= 1) tail += chances[place] ?? 0;
  return Math.min(1, tail);
}

/** Place k holds the chance that the positive differences add up to k; here with one difference more. */
function withSign(chances: Float64Array, size: number): Float64Array {
  const next = new Float64Array(chances.length + size);
  for (const [place, chance] of chances.entries()) {
    next[place] = (next[place] ?? 0) + chance / 2;
    next[place + size] = (next[place + size] ?? 0) + chance / 2;
  }
  return next;
}

/** The same differences over their greatest common divisor: the sums are narrower, and as many. */
function inSmallestUnits(differences: readonly number[]): readonly number[] {
  const unit = differences.map(Math.abs).reduce(greatestCommonDivisor, 0);
  return unit <= 1 ? differences : differences.map((difference) => difference / unit);
}

function greatestCommonDivisor(a: number, b: number): number {
  let [high, low] = [a, b];
  while (low > 0) [high, low] = [low, high % low];
  return high;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
