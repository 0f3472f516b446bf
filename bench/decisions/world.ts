import { DEFAULT_SPEC, type Factor, type FactorValue, type Spec } from '../../src/spec/spec';
import { type Rng, seededRandom, shuffled } from '../../src/statistics/seeded-random';
import { type FactorSpace, factorSpace, specIndex } from '../../src/study/factor-space';
import { gaussian } from './gaussian';

/**
 * A landscape: per spec and item the chance of a pass. A planted one is a model of models: everything made with it is
 * simulated. One that was measured has the runs of a real model, and what is drawn is one of these.
 */
export interface World {
  readonly start: Spec;
  readonly space: FactorSpace;
  readonly values: Readonly<Record<Factor, readonly FactorValue[]>>;
  readonly items: number;
  /** Chance of a pass per item, by the spec's number. */
  readonly chances: readonly Float64Array[];
  /** Their mean: the spec's true accuracy. */
  readonly truth: readonly number[];
  readonly best: number;
  /** Whole runs go up and down by this much, as a standard deviation in logits; 0: they do not. */
  readonly shiftSd: number;
  /** Do the first two runs of an evaluation fail while nothing warms the model up? */
  readonly coldStart: boolean;
  /** What a real model did; left out in planted landscapes. */
  readonly recorded?: Recorded;
}

/** Runs of a real model, to be drawn from. */
export interface Recorded {
  /** Per item: `a` a call is due, `r` none is. */
  readonly kinds: string;
  /** By the spec's number: its runs, one outcome letter per item. */
  readonly runs: readonly (readonly string[])[];
}

export const GROUNDS = ['additive', 'unique', 'interaction', 'rugged', 'large', 'equal'] as const;
/** `equal`: every spec has the chances of the first. */
export type Ground = (typeof GROUNDS)[number];
/** How steeply an item's chance follows the latent score; 0: no chance in it. */
export const STEEPNESS = { det: 0, mild: 0.12, strong: 1, shifts: 1 } as const;
export type Noise = keyof typeof STEEPNESS;

/** Of `shifts`: whole runs that go up and down together. */
const SHIFT_SD = 0.6;

export interface WorldPlan {
  readonly ground: Ground;
  readonly noise: Noise;
  readonly items: number;
  readonly seed: number;
  /** Start at one of the best specs instead of the usual one. */
  readonly startAtBest?: boolean;
  readonly coldStart?: boolean;
}

const LEVELS: Readonly<Partial<Record<Factor, readonly FactorValue[]>>> = {
  model: ['a', 'b', 'c'],
  variant: ['native_api', 'json_schema', 'atomic'],
  timeoutSeconds: [60, 120, 240, 15],
  retries: [1, 2, 3],
  isolation: [0, 1],
  warmup: [0, 1],
};
/** 5 x 5 x 5 x 4 x 4 x 5 = 10,000 specs. */
const LARGE: typeof LEVELS = {
  model: ['a', 'b', 'c', 'd', 'e'],
  variant: ['native_api', 'raw_schema', 'json_schema', 'few_shot', 'atomic'],
  timeoutSeconds: [60, 120, 240, 30, 15],
  retries: [1, 2, 3, 0],
  warmup: [0, 1, 2, 3],
  prompt: ['default', 'p1', 'p2', 'p3', 'p4'],
};
/** Latent effects by level, in logits of the strong noise; two equal ones in a row are the same level under two names. */
const ADDITIVE: Readonly<Partial<Record<Factor, readonly number[]>>> = {
  model: [0, 0.55, -0.4],
  variant: [0, 0.5, 0.9],
  timeoutSeconds: [0, 0.35, 0.35, -0.5],
  retries: [0, 0.3, 0.3],
};
const UNIQUE: typeof ADDITIVE = {
  model: [0, 0.4, -0.3],
  variant: [0, 0.3, 0.6],
  timeoutSeconds: [0, 0.2, 0.4, -0.3],
  retries: [0, 0.15, 0.3],
  isolation: [0, 0.25],
  warmup: [0, 0.2],
};
const REACTION_SD = 0.43;
const DIFFICULTY_SD = 1.45;
const START = -0.16;

export function makeWorld(plan: WorldPlan): World {
  const rng = seededRandom(plan.seed * 7919 + 13);
  const levels = plan.ground === 'large' ? LARGE : LEVELS;
  const start: Spec = { ...DEFAULT_SPEC, model: 'a', phase: 'lab' };
  const space = factorSpace(start, levels);
  const specs = everySpec(space, start);
  const latents = latentScores({ plan, space, specs, rng });
  const chances = order(latents, plan, rng).map((scores) =>
    scores.map((score) => chanceOf(score, STEEPNESS[plan.noise])),
  );
  const truth = chances.map((each) => each.reduce((sum, chance) => sum + chance, 0) / plan.items);
  const values = Object.fromEntries(space.map(({ factor, values: of }) => [factor, of]));
  const best = Math.max(...truth);
  const first = plan.startAtBest ? specs[truth.indexOf(best)] : start;
  return {
    start: first ?? start,
    space,
    values: { ...NO_VALUES, ...values },
    items: plan.items,
    chances,
    truth,
    best,
    shiftSd: plan.noise === 'shifts' ? SHIFT_SD : 0,
    coldStart: plan.coldStart ?? false,
  };
}

export const NO_VALUES: World['values'] = {
  model: [],
  variant: [],
  timeoutSeconds: [],
  retries: [],
  isolation: [],
  warmup: [],
  temperature: [],
  prompt: [],
  params: [],
};

export function everySpec(space: FactorSpace, start: Spec): readonly Spec[] {
  return space.reduce<readonly Spec[]>(
    (specs, { factor, values }) =>
      specs.flatMap((spec) => values.map((value) => ({ ...spec, [factor]: value }))),
    [start],
  );
}

function latentScores({
  plan,
  space,
  specs,
  rng,
}: {
  readonly plan: WorldPlan;
  readonly space: FactorSpace;
  readonly specs: readonly Spec[];
  readonly rng: Rng;
}): readonly Float64Array[] {
  const parts = space.map(({ factor, values }) => {
    const effects = effectsOf(plan.ground, factor, { values, rng });
    return effects.reduce<Float64Array[]>((made, effect, level) => {
      const twin = level > 0 && effect !== 0 && effects[level - 1] === effect;
      const own = Float64Array.from({ length: plan.items }, () =>
        effect === 0 ? 0 : effect + REACTION_SD * gaussian(rng),
      );
      return [...made, twin ? (made[level - 1] ?? own) : own];
    }, []);
  });
  const base = Float64Array.from(
    { length: plan.items },
    () => START + DIFFICULTY_SD * gaussian(rng),
  );
  return specs.map((spec) =>
    base.map((score, item) =>
      space.reduce(
        (sum, { factor, values }, place) =>
          sum + (parts[place]?.[values.indexOf(spec[factor])]?.[item] ?? 0),
        score + together(plan.ground, spec),
      ),
    ),
  );
}

function effectsOf(
  ground: Ground,
  factor: Factor,
  { values, rng }: { readonly values: readonly FactorValue[]; readonly rng: Rng },
): readonly number[] {
  if (ground === 'equal') return values.map(() => 0);
  if (ground === 'large') {
    return values.map((_, level) => (level === 0 ? 0 : (0.25 + 0.2 * rng()) * (2 * rng() - 0.9)));
  }
  const effects = (ground === 'unique' ? UNIQUE : ADDITIVE)[factor];
  return values.map((_, level) => effects?.[level] ?? 0);
}

/** Timeout 240 and isolation help only together; each alone costs. */
function together(ground: Ground, { timeoutSeconds, isolation }: Spec): number {
  if (ground !== 'interaction') return 0;
  if (timeoutSeconds === 240 && isolation === 1) return 0.8;
  if (timeoutSeconds === 240) return -0.55;
  return isolation === 1 ? -0.35 : 0;
}

/** On rugged ground every spec but the start gets the scores of another one. */
function order(
  latents: readonly Float64Array[],
  { ground }: WorldPlan,
  rng: Rng,
): readonly Float64Array[] {
  if (ground !== 'rugged') return latents;
  return [...latents.slice(0, 1), ...shuffled(latents.slice(1), rng)];
}

function chanceOf(score: number, steepness: number): number {
  if (steepness === 0) return score > 0 ? 1 : 0;
  return 1 / (1 + Math.exp(-score / steepness));
}

export function trueAccuracy(world: World, spec: Spec): number {
  return world.truth[specIndex(world.space, spec) ?? 0] ?? 0;
}

export function isBest(world: World, spec: Spec): boolean {
  const accuracy = world.truth[specIndex(world.space, spec) ?? 0] ?? 0;
  return accuracy >= world.best - 0.01 - 1e-9;
}
