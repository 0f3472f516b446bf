/**
 * Were there too many wins for a fair coin? One-sided: the chance of at least so many wins in wins + losses throws.
 *
 * Exact binomial tail by a recurrence of products and quotients, the same to the bit everywhere.
 *
 * @param wins - at least 0
 * @param losses - at least 0
 * @returns p in (0, 1]; 1 where nothing was thrown
 */
export function signTest(wins: number, losses: number): number {
  const throws = wins + losses;
  let term = 1;
  let tail = 0;
  let all = 0;
  for (let count = 0; count <= throws; count += 1) {
    all += term;
    if (count >= wins) tail += term;
    term = (term * (throws - count)) / (count + 1);
  }
  return tail / all;
}
