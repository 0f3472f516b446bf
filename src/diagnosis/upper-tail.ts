import { hypergeometric } from '../statistics/hypergeometric';

/** So many of `drawn` failed, and so many of all. */
export interface Split {
  readonly all: number;
  readonly failed: number;
  readonly drawn: number;
  readonly failedOfDrawn: number;
}

/**
 * How likely is it that so many of the failures fall among the drawn outcomes, were their places dealt at random? Exact.
 *
 * @returns in (0, 1]
 */
export function upperTail({ all, failed, drawn, failedOfDrawn }: Split): number {
  const { lowest, weights } = hypergeometric(all, failed, drawn);
  let chance = 0;
  for (let place = weights.length - 1; place >= failedOfDrawn - lowest; place -= 1) {
    chance += weights[place] ?? 0;
  }
  return Math.min(1, chance);
}
