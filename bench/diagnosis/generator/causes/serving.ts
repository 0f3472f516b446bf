import { between, chance, oneOf, whole } from '../draw';
import { plainWorld } from '../plain-world';
import type { World } from '../world';
import { type CauseOfWorlds, TWO } from './cause-of-worlds';

/** The first requests after loading fail: a few of the first run, or whole runs, never more than half of them. */
export const COLD_START: readonly CauseOfWorlds[] = (['slow', 'junk'] as const).map((as) => ({
  how: `the first requests after loading are ${as}`,
  world: (rng) => {
    const world = plainWorld(rng);
    const size = world.items.length;
    const wholeRuns = whole(rng, 1, Math.max(1, Math.floor(world.runs / 2)));
    // Junk is told from what the model cannot do only over whole runs; a slow start shows in single calls.
    const some = as === 'slow' && chance(rng, 0.5);
    const requests = some ? whole(rng, 2, size) : wholeRuns * size;
    return { ...world, startsCold: true, cold: { requests, as } };
  },
  reason: 'cold',
  order: true,
  atLeast: TWO,
}));

/** Answers take about as long as the limit allows, in every run. */
export const TIMEOUT_BOUND: readonly CauseOfWorlds[] = [
  {
    how: 'answers take about as long as the limit',
    world: (rng) => {
      const world = plainWorld(rng);
      const limitMs = world.spec.timeoutSeconds * 1000;
      return {
        ...world,
        latency: { ...world.latency, usualMs: limitMs * between(rng, 0.6, 1.3) },
      };
    },
    reason: 'slow',
    atLeast: () => 0.1,
  },
  {
    how: 'every answer takes longer than the limit',
    world: (rng) => {
      const world = plainWorld(rng);
      const usualMs = world.spec.timeoutSeconds * 1000 * between(rng, 3, 5);
      return { ...world, latency: { usualMs, spread: 0.1 } };
    },
    reason: 'slow',
    atLeast: () => 0.9,
  },
];

/** Good runs, then at least two bad ones, at most half of them. */
export const LATE_DEGRADATION: readonly CauseOfWorlds[] = (['T', 'wrong'] as const).map((as) => ({
  how:
    as === 'T' ? 'the endpoint gets too slow after some runs' : 'answers go wrong after some runs',
  world: (rng): World => {
    const plain = plainWorld(rng, { wrongShare: oneOf(rng, [0, 0.1, 0.3]) });
    const runs = Math.max(plain.runs, 5);
    const late = whole(rng, 2, Math.floor(runs / 2));
    return {
      ...plain,
      runs,
      decay: { fromRun: runs - late + 1, share: between(rng, 0.75, 1), as },
    };
  },
  reason: 'decayed',
  order: true,
  atLeast: () => 0.08,
}));
