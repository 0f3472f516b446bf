import type { Recommendation } from '../enforcement/recommendation';
import type { Ledger } from '../gates/ledger';
import type { AdmittedPlugin } from '../plugins/study-plugins';
import type { SuiteRef } from '../runs/run';
import type { Spec, SpecPatch } from '../spec/spec';
import type { GatedState } from './gated-state';
import type { SpecSet } from './spec-set';
import type { Budget } from './study';
import type { Watched } from './watched';

/**
 * What one cycle hands to the next: plain JSON, versioned, capped. Everything older lives in the store and the archives.
 * At most `MAX_CARRIED_BYTES` as JSON.
 */
export interface CarriedState {
  readonly version: 1;
  /** The rules of the workflow code that this state follows; continue-as-new adopts the newest. */
  readonly logic: Logic;
  /** The cycle to run next, from 1. */
  readonly cycle: number;
  /** Sequence number of the next event. */
  readonly nextSeq: number;
  readonly phases: readonly PhaseState[];
  readonly admitted: Admitted;
  readonly ledger: Ledger;
  /** Set by hand; null: those of the study. */
  readonly generators: readonly string[] | null;
  readonly budget: Budget;
  readonly spent: Spent;
  readonly paused: boolean;
  /** Why the study paused itself; null when it did not. */
  readonly trouble: Trouble | null;
  /** At the ceiling: wait for a timer or a signal before the next cycle. */
  readonly resting: boolean;
  /** When a rest that began under an earlier build ends, ISO 8601; not there: it begins with the run. */
  readonly restsUntil?: string;
  /** Why such a rest goes on here; not there, though `restsUntil` is: for a newer build. */
  readonly restsFor?: 'build' | 'history';
  /** Messages that earlier runs of this cycle were told: no two have the same number. Not there: none. */
  readonly heard?: number;
  /** Carried here from another server, and not admitted here yet; not there: it began here or was admitted. */
  readonly moved?: true;
  /** Newest last, at most `MAX_RECENT_CYCLES`. */
  readonly recent: readonly CycleRecord[];
  /** Given by hand, waiting for their turn; at most `MAX_ADDED`. */
  readonly added: readonly AddedCandidate[];
  /** Newest last, at most `MAX_CONTROLS`. */
  readonly controls: readonly ControlRecord[];
}

/**
 * 1: plain gates. 2: certified decisions. 3: causes named by the second rules of diagnosis, and recommendations that
 * are never forgotten. A run keeps the one that it began with.
 */
export type Logic = 1 | 2 | 3;
export const NEWEST_LOGIC: Logic = 3;

export const MAX_CARRIED_BYTES = 65_536;
export const MAX_RECENT_CYCLES = 20;
export const MAX_ADDED = 16;
export const MAX_CONTROLS = 10;
export const MAX_TRIED_OUTSIDE = 64;
export const MAX_SUPERSEDED = 4;

export interface PhaseState {
  readonly name: string;
  readonly baseline: Spec;
  /** The first baseline: it spans the factor space. */
  readonly origin: Spec;
  /** Cycle in which the baseline became permanent; 0: it was given. */
  readonly sinceCycle: number;
  /** Event that made it permanent. */
  readonly decision: string;
  /** Specs already decided against this baseline, by their number in the factor space; emptied by a promotion. */
  readonly tried: SpecSet;
  /** The same for specs outside the space, by a hash of their id. */
  readonly triedOutside: readonly string[];
  /** The route before this one: what a route that breaks its promise may be rolled back to; not there: none. */
  readonly previous?: Spec;
  /** When something was last done about a broken promise, ISO 8601; not there: never. */
  readonly intervened?: string;
  /** The last look at the resting route; not there: none yet. */
  readonly watched?: Watched;
  /** Recommendations that lost their cause and are still to be recorded as such; not there: none. */
  readonly superseded?: readonly Recommendation[];
  /** What the last diagnosis recommends and nobody has tried yet; it goes first. */
  readonly pending: Recommendation | null;
  /** Median accuracy when it was last measured; null: not yet. */
  readonly accuracy: number | null;
  /** Passes per item when it was last measured, one base-36 character each. */
  readonly passes: string;
  /** What certified decisions carry on; not there under logic 1. */
  readonly gated?: GatedState;
}

/** What admission found out once, in the outside world. */
export interface Admitted {
  /** Task queue of the store that keeps this study's files. */
  readonly store: string;
  readonly suites: Readonly<Record<string, AdmittedSuite>>;
  readonly models: Readonly<Record<string, AdmittedModel>>;
  /** In the study's order, each kind by itself; not there where the study names none. */
  readonly plugins?: readonly AdmittedPlugin[];
}

export interface AdmittedSuite {
  readonly ref: SuiteRef;
  /** One character per item: see `src/suites/mask.ts`. */
  readonly mask: string;
  readonly hasExamples: boolean;
}

export interface AdmittedModel {
  /** Evaluations at once in its pool. */
  readonly slots: number;
  readonly pool: string;
  /** Can the endpoint be told to unload, so that a cold start can be made again? */
  readonly canUnload: boolean;
  readonly digest: string | null;
  /** Answers are played from a table: everything made with it says so. */
  readonly simulated: boolean;
}

export interface Spent {
  readonly runs: number;
  readonly tokens: number;
  readonly usd: number;
}

/** A study that cannot go on before a person acts. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
}

/** One finished cycle of one phase, as `meta_loop_history.json` tells it. */
export interface CycleRecord {
  readonly cycle: number;
  readonly phase: string;
  readonly baselineWas: string;
  /** The baseline that the cycle ended with; the same where nothing was better. */
  readonly winner: string;
  /** Gain in mean accuracy of the promoted candidate; 0 where none was. */
  readonly improvement: number;
  readonly verdicts: Readonly<Record<string, number>>;
}

export interface AddedCandidate {
  readonly phase: string;
  readonly patch: SpecPatch;
  readonly why: string;
}

/** A control message and what became of it. */
export interface ControlRecord {
  readonly name: string;
  readonly applied: boolean;
  /** What it changed, or why it changed nothing. */
  readonly note: string;
}
