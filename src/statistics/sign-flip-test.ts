/**
 * Are the differences above zero on the whole? One-sided and exact: the chance of so large a sum, had each difference
 * come with either sign as likely.
 *
 * @param differences - whole numbers, one per item
 * @returns p in (0, 1]; 1 where none differs from zero
 * @see Fisher (1935), The Design of Experiments, section 21
 */
export function signFlipTest(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs);
  const most = sizes.reduce((sum, size) => sum + size, 0);
  const observed = differences.reduce((sum, difference) => sum + difference, 0);
  const chances = sizes.reduce(withSign, new Float64Array([1]));
  // A sum of signed differences is twice that of the positive ones less that of all.
  const least = (observed + most) / 2;
  let tail = 0;
  for (let sum = most; sum >= least; sum -= 1) tail += chances[sum] ?? 0;
  return Math.min(1, tail);
}

/** Place k holds the chance that the positive differences add up to k; here with one difference more. */
function withSign(chances: Float64Array, size: number): Float64Array {
  const next = new Float64Array(chances.length + size);
  for (const [sum, chance] of chances.entries()) {
    next[sum] = (next[sum] ?? 0) + chance / 2;
    next[sum + size] = (next[sum + size] ?? 0) + chance / 2;
  }
  return next;
}
