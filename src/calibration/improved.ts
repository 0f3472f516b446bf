import { type Rng, shuffled } from '../statistics/seeded-random';
import type { Noise } from './noise';

/** The most that there is to gain, in items. */
export function roomOf({ chances }: Noise): number {
  return chances.reduce((sum, chance) => sum + 1 - chance, 0);
}

/**
 * A spec that is better by so many items: in an order that chance decides, items become as sure as the surest one,
 * until the gain is used up; what is left after that makes them surer still.
 *
 * @param items - gained passes per run, in [0, roomOf(noise)]
 */
export function improved(noise: Noise, items: number, rng: Rng): Noise {
  const order = shuffled(
    noise.chances.map((_, item) => item),
    rng,
  );
  const chances = [...noise.chances];
  let left = items;
  for (const most of [Math.max(...chances), 1]) {
    for (const item of order) {
      const chance = chances[item] ?? 1;
      const gained = Math.min(left, Math.max(0, most - chance));
      chances[item] = chance + gained;
      left -= gained;
    }
  }
  return { ...noise, chances };
}

/** Halvings of the interval that the factor is sought in. */
const STEPS = 60;

/**
 * A spec that is better by so many items in all, and a little at every item: the odds of all passes grow by one factor.
 *
 * @param items - gained passes per run, in [0, roomOf(noise))
 */
export function improvedThinly(noise: Noise, items: number): Noise {
  let [low, high] = [1, 1e15];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = Math.sqrt(low * high);
    if (roomOf(noise) - roomOf(withOdds(noise, middle)) < items) low = middle;
    else high = middle;
  }
  return withOdds(noise, high);
}

function withOdds({ chances, phi }: Noise, factor: number): Noise {
  return {
    chances: chances.map((chance) => (factor * chance) / (1 - chance + factor * chance)),
    phi,
  };
}
