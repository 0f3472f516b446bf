import type { Rng } from '../../../src/statistics/seeded-random';

/** A number in [from, to). */
export function between(rng: Rng, from: number, to: number): number {
  return from + (to - from) * rng();
}

/** A whole number in [from, to]. */
export function whole(rng: Rng, from: number, to: number): number {
  return from + Math.floor(rng() * (to - from + 1));
}

export function chance(rng: Rng, share: number): boolean {
  return rng() < share;
}

/** One of the list, each as likely as the others. */
export function oneOf<T>(rng: Rng, list: readonly [T, ...T[]]): T {
  return list[Math.floor(rng() * list.length)] ?? list[0];
}

/** From the normal distribution of mean 0 and standard deviation 1 (Box and Muller). */
export function normal(rng: Rng): number {
  const radius = Math.sqrt(-2 * Math.log(1 - rng()));
  return radius * Math.cos(2 * Math.PI * rng());
}
