import { FACTORS, type Spec } from '../../../src/spec/spec';
import { specId } from '../../../src/spec/spec-id';
import { median } from '../../../src/statistics/median';
import { populationVariance } from '../../../src/statistics/population-variance';
import { type Rng, seededRandom, shuffled } from '../../../src/statistics/seeded-random';
import { withFactor } from '../../../src/study/factor-space';
import { NO_HOLDS } from '../hold-book';
import { oneRun } from '../run-in-world';
import type { World } from '../world';
import { type Play, type Promotion, promotionOf, standingOf } from './play';
import type { Standing } from './standing';

const RUNS = 7;
const CANDIDATES = 4;
const DRY_CYCLES = 5;

export interface PlainOptions {
  readonly seed: number;
  readonly budget: number;
  readonly cycles: number;
  /** The seed's second gate: variance of run accuracies at most 0.0025; without it a candidate only has to look better. */
  readonly stabilityGate: boolean;
}

/**
 * The seed's loop as it stands there: four one-factor candidates per cycle beside the baseline, seven runs each, the
 * largest median that is strictly above the baseline's wins.
 */
export function playPlain(world: World, options: PlainOptions): Play {
  const rng = seededRandom(options.seed * 104_729 + 7);
  const promotions: Promotion[] = [];
  let [baseline, runs, dry] = [world.start, 0, 0];
  const standings: Standing[] = [standingOf(world, baseline, 0)];
  for (let cycle = 0; cycle < options.cycles && dry < DRY_CYCLES; cycle += 1) {
    const specs = shuffled(neighbours(world, baseline), rng).slice(0, CANDIDATES);
    const cost = RUNS * (specs.length + 1);
    if (runs + cost > options.budget) break;
    runs += cost;
    const winner = bestOf(world, { baseline, specs, rng, stabilityGate: options.stabilityGate });
    dry = winner ? 0 : dry + 1;
    if (!winner) continue;
    const { spec: to, gain: claimedGain } = winner;
    promotions.push(promotionOf(world, { from: baseline, to, runs, claimedGain }));
    baseline = to;
    standings.push(standingOf(world, to, runs));
  }
  const { best } = world;
  return { promotions, passed: promotions, runs, best, standings, holds: NO_HOLDS };
}

function bestOf(
  world: World,
  cycle: {
    readonly baseline: Spec;
    readonly specs: readonly Spec[];
    readonly rng: Rng;
    readonly stabilityGate: boolean;
  },
): { readonly spec: Spec; readonly gain: number } | null {
  const toBeat = median(accuracies(world, cycle.baseline, cycle.rng));
  const found = cycle.specs.flatMap((spec) => {
    const measured = accuracies(world, spec, cycle.rng);
    const stable = !cycle.stabilityGate || populationVariance(measured) <= 0.0025;
    const gain = median(measured) - toBeat;
    return stable && gain > 0 ? [{ spec, gain }] : [];
  });
  return (
    found.toSorted((a, b) => b.gain - a.gain || (specId(a.spec) < specId(b.spec) ? -1 : 1))[0] ??
    null
  );
}

function accuracies(world: World, spec: Spec, rng: Rng): readonly number[] {
  return Array.from(
    { length: RUNS },
    () => oneRun(world, spec, rng).reduce((sum, passed) => sum + passed, 0) / world.items,
  );
}

function neighbours(world: World, spec: Spec): readonly Spec[] {
  return FACTORS.flatMap((factor) =>
    world.values[factor]
      .filter((value) => value !== spec[factor])
      .map((value) => withFactor(spec, factor, value)),
  );
}
