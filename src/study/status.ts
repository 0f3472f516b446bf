import type { Verdict } from '../gates/gate';
import type { AddedCandidate, ControlRecord, CycleRecord, Spent, Trouble } from './carried-state';
import type { Budget } from './study';

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
