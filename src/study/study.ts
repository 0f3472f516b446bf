import type { JsonObject } from '../json';
import type { Factor, FactorValue, Spec } from '../spec/spec';
import type { PromptSet } from '../variants/variant';

/** The whole optimization, as its owner asked for it: every default filled in. Plain JSON. */
export interface Study {
  /** The study's name and its workflow id, `[a-z0-9-]{1,63}`. */
  readonly study: string;
  /** Shuffles the order of generators and values; the same seed gives the same order. */
  readonly seed: number;
  readonly phases: readonly StudyPhase[];
  /** Values to try per factor; the baseline's own value always belongs to them. */
  readonly factors: Readonly<Partial<Record<Factor, readonly FactorValue[]>>>;
  readonly generators: readonly string[];
  /** Per model the models that a phase may be routed to when this one cannot do it, best first. */
  readonly fallbacks: Readonly<Record<string, readonly string[]>>;
  readonly prompts: Readonly<Record<string, PromptSet>>;
  readonly params: Readonly<Record<string, JsonObject>>;
  readonly policy: Policy;
  readonly budget: Budget;
  /** Hours between looks at a resting study; null: it wakes on a signal only. */
  readonly watchHours: number | null;
  /** What a study does at its ceiling. */
  readonly atCeiling: 'rest' | 'finish';
}

/** One kind of work, with its own prompts and its own route. */
export interface StudyPhase {
  readonly name: string;
  /** A built-in suite's name or a file that the workers can read. */
  readonly suite: string;
  /** Null: taken from the phase's route in `routing_config.json`. */
  readonly baseline: Spec | null;
}

/** What decides, and on how much evidence. */
export interface Policy {
  /** G1: fewest valid runs of candidate and baseline. */
  readonly minSamples: number;
  /** Runs of one evaluation. */
  readonly runs: number;
  /** G2: largest population variance of run accuracies, in [0, 0.25]. */
  readonly maxVariance: number;
  /** G4: smallest pooled restraint, in [0, 1]. */
  readonly minRestraint: number;
  /** Candidates measured per phase and cycle. */
  readonly candidatesPerCycle: number;
  /** `auto`: identical answers in `minSamples` runs of both specs decide at once: more runs would be copies. */
  readonly determinism: 'off' | 'auto';
  /** Fresh runs of each spec that verify a recommendation. */
  readonly verifyRuns: number;
}

/** A study ends when one of these is used up; null: no limit. */
export interface Budget {
  readonly cycles: number | null;
  readonly runs: number | null;
  readonly tokens: number | null;
  /** US dollars. */
  readonly usd: number | null;
}

export const DEFAULT_POLICY: Policy = {
  minSamples: 3,
  runs: 7,
  maxVariance: 0.0025,
  minRestraint: 0.8,
  candidatesPerCycle: 4,
  determinism: 'off',
  verifyRuns: 3,
};

/** The constants and rules behind a decision; a change of either is a new version. */
export const POLICY_VERSION = 'seed-1';

export const NO_BUDGET: Budget = { cycles: null, runs: null, tokens: null, usd: null };
