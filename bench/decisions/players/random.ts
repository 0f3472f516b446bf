import { FACTORS, type Spec } from '../../../src/spec/spec';
import { seededRandom, shuffled } from '../../../src/statistics/seeded-random';
import { withFactor } from '../../../src/study/factor-space';
import { oneRun, trueAccuracy, type World } from '../world';
import { isAtBest, type Play } from './play';

/** Specs in random order, one run each; the incumbent is the one with the most passes, and nobody certifies it. */
export function playRandom(
  world: World,
  { seed, budget }: { readonly seed: number; readonly budget: number },
): Play {
  const rng = seededRandom(seed * 31 + 5);
  let [incumbent, most] = [world.start, -1];
  let bestAt: number | null = null;
  const specs = [world.start, ...shuffled(everySpec(world), rng)].slice(0, budget);
  for (const [place, spec] of specs.entries()) {
    const passes = oneRun(world, spec, rng).reduce((sum, passed) => sum + passed, 0);
    if (passes <= most) continue;
    [incumbent, most] = [spec, passes];
    bestAt = isAtBest(world, spec) ? (bestAt ?? place + 1) : null;
  }
  const gap = world.best - trueAccuracy(world, incumbent);
  return { promotions: [], runs: specs.length, bestAt, gap, held: 0, heldDecided: 0 };
}

function everySpec(world: World): readonly Spec[] {
  return FACTORS.reduce<readonly Spec[]>(
    (specs, factor) =>
      specs.flatMap((spec) => world.values[factor].map((value) => withFactor(spec, factor, value))),
    [world.start],
  );
}
