import { normalTail } from './normal-tail';

/**
 * The value that a standard normal variable exceeds with this chance.
 *
 * @param chance - in [1e-300, 0.5]
 * @returns by bisection, to 1e-9
 */
export function normalQuantileAbove(chance: number): number {
  let [low, high] = [0, 38];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
