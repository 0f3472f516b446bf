import type { Rng } from '../../../src/statistics/seeded-random';
import type { Cause } from '../labelled-evaluation';
import { between, chance, oneOf } from './draw';
import type { World } from './world';

/** What a lesser trouble beside the cause does to a world. */
type Lesser = (world: World, rng: Rng) => World;

const LESSER: readonly [Lesser, ...Lesser[]] = [
  (world, rng) => ({ ...world, overCalling: Math.max(world.overCalling, between(rng, 0, 0.15)) }),
  (world, rng) => ({ ...world, unreadable: Math.max(world.unreadable, between(rng, 0, 0.1)) }),
  (world, rng) => ({ ...world, noise: between(rng, 0.002, 0.015) }),
  (world, rng) => ({ ...world, uncertainty: Math.max(world.uncertainty, between(rng, 0, 0.06)) }),
];

/** Causes that are no longer what they are called once another trouble is there. */
const PURE: readonly Cause[] = ['healthy', 'capability-limit'];

/** In two of five worlds a lesser trouble stands beside the cause. */
export function mixed(world: World, cause: Cause, rng: Rng): World {
  if (PURE.includes(cause) || !chance(rng, 0.4)) return world;
  return oneOf(rng, LESSER)(world, rng);
}
