import type { Spec } from '../../../src/spec/spec';
import { specId } from '../../../src/spec/spec-id';
import type { HoldCounts } from '../hold-book';
import { trueAccuracy, type World } from '../world';
import type { Course, Standing } from './standing';

/** One change of the baseline in a simulated study. */
export interface Promotion {
  /** Id of the spec that came. */
  readonly spec: string;
  /** Runs spent by then. */
  readonly runs: number;
  readonly trueGain: number;
  readonly claimedGain: number;
}

/** What a simulated study came to. */
export interface Play extends Course {
  /** Changes of the baseline that stayed, at least for that cycle. */
  readonly promotions: readonly Promotion[];
  /** Candidates that passed the gates, whether or not they became the baseline. */
  readonly passed: readonly Promotion[];
  readonly runs: number;
  readonly holds: HoldCounts;
}

/** Two accuracies this close are the same. */
const SAME = 1e-9;

export function promotionOf(
  world: World,
  { from, to, runs, claimedGain }: { from: Spec; to: Spec; runs: number; claimedGain: number },
): Promotion {
  const trueGain = trueAccuracy(world, to) - trueAccuracy(world, from);
  return { spec: specId(to), runs, trueGain, claimedGain };
}

/** A promotion of something that is no better. */
export function isFalse({ trueGain }: Promotion): boolean {
  return trueGain <= SAME;
}

export function isRegression({ trueGain }: Promotion): boolean {
  return trueGain < -SAME;
}

/** What the player stands for from so many runs on. */
export function standingOf(world: World, spec: Spec, runs: number): Standing {
  return { runs, accuracy: trueAccuracy(world, spec) };
}
