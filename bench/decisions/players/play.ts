import type { Spec } from '../../../src/spec/spec';
import { isBest, trueAccuracy, type World } from '../world';

/** One change of the baseline in a simulated study. */
export interface Promotion {
  /** Runs spent by then. */
  readonly runs: number;
  readonly trueGain: number;
  readonly claimedGain: number;
}

/** What a simulated study came to. */
export interface Play {
  readonly promotions: readonly Promotion[];
  readonly runs: number;
  /**
   * Runs until the spec that the player stands for was one of the best for the first time; null: never. Where it is
   * certified, up to the gate that did so: the runs that verify it come on top.
   */
  readonly bestAt: number | null;
  /** True accuracy of the best spec less that of the last one. */
  readonly gap: number;
  /** Candidates that were held, and those that were decided later on. */
  readonly held: number;
  readonly heldDecided: number;
}

/** Two accuracies this close are the same. */
const SAME = 1e-9;

export function promotionOf(
  world: World,
  { from, to, runs, claimedGain }: { from: Spec; to: Spec; runs: number; claimedGain: number },
): Promotion {
  return { runs, claimedGain, trueGain: trueAccuracy(world, to) - trueAccuracy(world, from) };
}

/** A promotion of something that is no better. */
export function isFalse({ trueGain }: Promotion): boolean {
  return trueGain <= SAME;
}

export function isRegression({ trueGain }: Promotion): boolean {
  return trueGain < -SAME;
}

export function isAtBest(world: World, spec: Spec): boolean {
  return isBest(world, spec);
}

/** Runs until a study was at one of the best specs: what is known before, and after so many runs. */
export function firstAtBest(before: number | null, atBest: boolean, runs: number): number | null {
  return before === null && atBest ? runs : before;
}
