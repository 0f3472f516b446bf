import { FACTORS, type Spec } from '../../../src/spec/spec';
import { seededRandom, shuffled } from '../../../src/statistics/seeded-random';
import { withFactor } from '../../../src/study/factor-space';
import { NO_HOLDS } from '../hold-book';
import { oneRun } from '../run-in-world';
import type { World } from '../world';
import { type Play, standingOf } from './play';
import type { Standing } from './standing';

/** Specs in random order, one run each; the incumbent is the one with the most passes, and nobody certifies it. */
export function playRandom(
  world: World,
  { seed, budget }: { readonly seed: number; readonly budget: number },
): Play {
  const rng = seededRandom(seed * 31 + 5);
  let most = -1;
  const standings: Standing[] = [];
  const specs = [world.start, ...shuffled(everySpec(world), rng)].slice(0, budget);
  for (const [place, spec] of specs.entries()) {
    const passes = oneRun(world, spec, rng).reduce((sum, passed) => sum + passed, 0);
    if (passes <= most) continue;
    most = passes;
    standings.push(standingOf(world, spec, place + 1));
  }
  const runs = specs.length;
  return { promotions: [], passed: [], runs, best: world.best, standings, holds: NO_HOLDS };
}

function everySpec(world: World): readonly Spec[] {
  return FACTORS.reduce<readonly Spec[]>(
    (specs, factor) =>
      specs.flatMap((spec) => world.values[factor].map((value) => withFactor(spec, factor, value))),
    [world.start],
  );
}
