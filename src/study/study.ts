import type { JsonObject } from '../json';
import type { StudyPluginKind } from '../plugins/study-plugins';
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
  /** Hours after something was done about a drifted route in which nothing is done again; not there in older logs: 72. */
  readonly cooldownHours?: number;
  /** What a study does at its ceiling. */
  readonly atCeiling: 'rest' | 'finish';
  /** Files of the user's that take part in it; not there where the study names none. */
  readonly plugins?: Readonly<Partial<Record<StudyPluginKind, readonly string[]>>>;
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
  /** Fresh runs of each spec that verify a recommendation or a promotion. */
  readonly verifyRuns: number;
  /** `gate-all`: every candidate is gated. `screen`: few runs of many specs tell which one is worth gating. */
  readonly strategy: 'gate-all' | 'screen';
  /** The chance that any promotion of the study is false, in (0, 0.5]. */
  readonly alpha: number;
  /** Equal shares of the error budget; null: as many as suit the strategy. */
  readonly tickets: number | null;
  /** What an equal candidate may be promoted for; null: nothing. */
  readonly tieBreak: TieBreak | null;
  /** Skip runs of a candidate that could not change its verdict. */
  readonly curtail: boolean;
}

/** When an equal candidate is better all the same. */
export interface TieBreak {
  readonly metric: 'latency' | 'cost';
  /** The least that must be saved, as a share of the baseline's, in (0, 1). */
  readonly margin: number;
  /** The most accuracy that may be lost at worst, in [0, 1]. */
  readonly delta: number;
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
  strategy: 'gate-all',
  alpha: 0.05,
  tickets: null,
  tieBreak: null,
  curtail: false,
};

/** The constants and rules behind a decision; a change of either is a new version. */
export const CERTIFIED_POLICY_VERSION = 'exact-1';
/** The seed's plain gates, which studies that began under logic 1 finish their cycle with. */
export const PLAIN_POLICY_VERSION = 'seed-1';

/** What a study that asks for a tie-break need not say. */
export const DEFAULT_TIE_BREAK = { margin: 0.05, delta: 0.05 } as const;

export const DEFAULT_COOLDOWN_HOURS = 72;

export const NO_BUDGET: Budget = { cycles: null, runs: null, tokens: null, usd: null };
