import type { Spec } from '../spec/spec';
import type { FactorSpace } from '../study/factor-space';
import { MAX_OBSERVATIONS, type Measured, type Observation } from './factor-model';
import {
  codeOf,
  levelsOf,
  levelsOfCode,
  type Outside,
  outsideValues,
  variedFactors,
  withOutside,
} from './search-space';

/**
 * What a phase remembers of the specs that were measured, by screening or by a gate: what the factor model is fitted to, and
 * nothing that a gate ever reads. Plain JSON, some 4 KiB at most: it travels in workflow state.
 */
export interface Screening {
  /** Measured items of the suite; another number starts afresh. */
  readonly items: number;
  /** Values that measured specs have and the study's space lacks; at most `MAX_OUTSIDE`. */
  readonly outside: Outside;
  /** Per spec the places of its values, its runs, and its passes in all of them; oldest first, at most `MAX_SCREENED`. */
  readonly specs: readonly ScreenedSpec[];
  /** How runs of the same spec differ: sum of squared differences of their accuracies from their mean, and its degrees of freedom. */
  readonly spread: { readonly squares: number; readonly degrees: number };
}

export type ScreenedSpec = readonly [code: string, runs: number, passes: number];

export const MAX_SCREENED = MAX_OBSERVATIONS;
export const MAX_OUTSIDE = 16;

export const NO_SCREENING: Screening = {
  items: 0,
  outside: [],
  specs: [],
  spread: { squares: 0, degrees: 0 },
};

/** Runs of one spec as they come out of an evaluation. */
export interface ScreenedRuns {
  readonly spec: Spec;
  /** Measured items, at least 1. */
  readonly items: number;
  /** Per run, how many items were right. */
  readonly passesByRun: readonly number[];
}

/**
 * The memory with more runs. Runs of a spec that is known are added to it. When it is full, the spec with the fewest runs is
 * forgotten, the oldest of these first, but never the one just added. A spec that would need more values from outside the space
 * than fit is not remembered.
 */
export function withRuns(screening: Screening, space: FactorSpace, runs: ScreenedRuns): Screening {
  const { spec, items, passesByRun } = runs;
  if (passesByRun.length === 0) return screening;
  const before = screening.items === items ? screening : { ...NO_SCREENING, items };
  const known = withOutside(space, before.outside);
  const outside = [...before.outside, ...outsideValues(known, spec)];
  const levels = levelsOf(withOutside(space, outside), spec);
  if (levels === null || outside.length > MAX_OUTSIDE) return before;
  const code = codeOf(levels);
  const old = before.specs.find(([each]) => each === code) ?? [code, 0, 0];
  const added: ScreenedSpec = [code, old[1] + passesByRun.length, old[2] + sum(passesByRun)];
  const others = before.specs.filter(([each]) => each !== code);
  return {
    items,
    outside,
    specs: [...fitting(others), added],
    spread: widened(before.spread, old, runs),
  };
}

/** Room for one more. */
function fitting(specs: readonly ScreenedSpec[]): readonly ScreenedSpec[] {
  if (specs.length < MAX_SCREENED) return specs;
  const fewest = specs.reduce((least, [, runs]) => Math.min(least, runs), Infinity);
  const forgotten = specs.findIndex(([, runs]) => runs === fewest);
  return specs.filter((_, place) => place !== forgotten);
}

/** The spread with the differences of the new runs from each other, and of their mean from that of the runs before. */
function widened(
  { squares, degrees }: Screening['spread'],
  [, oldRuns, oldPasses]: ScreenedSpec,
  { items, passesByRun }: ScreenedRuns,
): Screening['spread'] {
  const count = passesByRun.length;
  const mean = sum(passesByRun) / count;
  const within = sum(passesByRun.map((passes) => (passes - mean) * (passes - mean)));
  const apart = oldRuns === 0 ? 0 : oldPasses / oldRuns - mean;
  const between = (apart * apart * oldRuns * count) / (oldRuns + count);
  return {
    squares: squares + (within + between) / (items * items),
    degrees: degrees + count - (oldRuns === 0 ? 1 : 0),
  };
}

/** How often a spec was measured, and how many items of these runs were right; null where it never was. */
export function screened(
  screening: Screening,
  space: FactorSpace,
  spec: Spec,
): { readonly runs: number; readonly passes: number } | null {
  const levels = levelsOf(withOutside(space, screening.outside), spec);
  if (levels === null) return null;
  const code = codeOf(levels);
  const found = screening.specs.find(([each]) => each === code);
  return found === undefined ? null : { runs: found[1], passes: found[2] };
}

/** What the factor model is fitted to. */
export function measuredOf(screening: Screening, space: FactorSpace): Measured {
  const { items, specs } = screening;
  return {
    observations: specs.map(([code, runs, passes]): Observation => ({
      levels: levelsOfCode(code),
      runs,
      mean: passes / (runs * items),
    })),
    runVariance: runVariance(screening),
    varied: variedFactors(withOutside(space, screening.outside)),
  };
}

/** Do runs of this phase differ enough that one of them says little? */
export function isNoisy({ spread }: Screening): boolean {
  return spread.squares > NOISY_FROM * spread.degrees;
}

/** Runs that a screening takes, 1 or 3: one while the search is young, since many specs once tell more than few specs often. */
export function screeningRuns(
  screening: Screening,
  search: { readonly promotions: number; readonly cyclesWithoutPromotion: number },
): number {
  const young = search.promotions === 0 && search.cyclesWithoutPromotion < YOUNG_CYCLES;
  return young || !isNoisy(screening) ? 1 : 3;
}

/** A standard deviation of 0.05 between runs. */
const NOISY_FROM = 0.0025;
const YOUNG_CYCLES = 6;

/** Prior of a run's variance: four degrees of freedom at one tenth per item. */
const PRIOR_DEGREES = 4;
const PRIOR_ITEM_VARIANCE = 0.1;
const LEAST_VARIANCE = 0.0001;

/** Variance of one run's accuracy around its spec's mean, at least 0.0001. */
export function runVariance({ items, spread }: Screening): number {
  const prior = (PRIOR_DEGREES * PRIOR_ITEM_VARIANCE) / Math.max(items, 1);
  return Math.max((prior + spread.squares) / (PRIOR_DEGREES + spread.degrees), LEAST_VARIANCE);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
