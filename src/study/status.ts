import type { Verdict } from '../gates/gate';
import type { Ledger } from '../gates/ledger';
import type { AddedCandidate, ControlRecord, CycleRecord, Spent, Trouble } from './carried-state';
import type { Budget } from './study';
import type { Watched } from './watched';

/** The answer to the query `status`. Its JSON Schema is published in `schemas/status.schema.json`. */
export interface StudyStatus {
  readonly schemaVersion: 1;
  readonly study: string;
  readonly state: StudyState;
  readonly cycle: number;
  /** What it does or waits for at this moment, one sentence. */
  readonly doing: string;
  readonly simulated: boolean;
  readonly phases: readonly PhaseStatus[];
  readonly generators: readonly string[];
  readonly spent: Spent;
  /** What certified decisions may still get wrong, and who used it up; not there under plain gates. */
  readonly errorBudget?: ErrorBudget;
  readonly budget: Budget;
  readonly trouble: Trouble | null;
  readonly recent: readonly CycleRecord[];
  readonly added: readonly AddedCandidate[];
  readonly controls: readonly ControlRecord[];
}

export const STUDY_STATES = [
  'running',
  'paused',
  'resting',
  'finished',
  'stopped',
  'budget-spent',
  'failed',
] as const;
export type StudyState = (typeof STUDY_STATES)[number];

export interface PhaseStatus {
  readonly name: string;
  readonly suite: string;
  readonly baseline: string;
  /** Median accuracy when last measured, in [0, 1]; null: not yet. */
  readonly accuracy: number | null;
  /** The present cycle's table, baseline first. */
  readonly table: readonly TableRow[];
  /** Candidates on HOLD, with the look that is scheduled; not there under plain gates. */
  readonly holds?: readonly HoldStatus[];
  /** The last look at its route after a rest; not there: none yet. */
  readonly watched?: Watched;
  /** What the held-out items said, once in a study; null: not measured. */
  readonly heldOut?: string | null;
}

/** The chance of any false promotion that a study allows itself, in [0, 1], and what is spent of it. */
export interface ErrorBudget {
  /** From 1; drift opens another, with a budget of its own. */
  readonly epoch: number;
  readonly alpha: number;
  readonly spent: number;
  readonly left: number;
  readonly tickets: number;
  /** Newest last. */
  readonly recent: Ledger['recent'];
}

/** A candidate on HOLD. */
export interface HoldStatus {
  readonly specId: string;
  readonly change: string;
  readonly look: number;
  /** Runs that it has by then. */
  readonly runs: number;
  readonly why: 'unproven' | 'unstable';
}

/** One line of the decision table. */
export interface TableRow {
  readonly name: string;
  readonly specId: string;
  readonly change: string;
  readonly state: 'waiting' | 'measuring' | 'measured' | 'decided' | 'inapplicable';
  readonly runs: number;
  /** Median accuracy; null: not measured yet. */
  readonly accuracy: number | null;
  readonly variance: number | null;
  /** One sign per gate, `✓`, `✗`, `?`, or `–` where it does not apply; empty for the baseline. */
  readonly gates: string;
  readonly verdict: Verdict | null;
  readonly reason: string;
}
