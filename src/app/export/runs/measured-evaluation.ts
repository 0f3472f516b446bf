import type { Outcome } from '../../../outcomes/outcome';
import type { EvaluationSummary } from '../../../runs/evaluation';
import type { RecordedCall } from '../../../runs/parse-transcript';
import type { RunResult, SuiteRef } from '../../../runs/run';
import type { Spec } from '../../../spec/spec';

/** An evaluation as exports tell it: what its history says, with what its transcripts say of each item. */
export interface MeasuredEvaluation {
  readonly study: string;
  readonly cycle: number;
  readonly phase: string;
  /** Its workflow id. */
  readonly evaluation: string;
  readonly suite: SuiteRef;
  /** Were the held-out items measured? */
  readonly heldOut: boolean;
  /** In the order in which they were made; several specs take turns in a verification. */
  readonly runs: readonly MeasuredRun[];
  /** One for each spec. */
  readonly summaries: readonly EvaluationSummary[];
}

export interface MeasuredRun {
  /** Number in its evaluation, from 1. */
  readonly run: number;
  /** Number among the runs of its spec in this evaluation, from 1. */
  readonly turn: number;
  readonly spec: Spec;
  readonly specId: string;
  /** Was the model played from a table? */
  readonly simulated: boolean;
  readonly result: RunResult;
  /** When it was asked for and when it ended, by the server's clock, ISO 8601. */
  readonly scheduledAt: string | null;
  readonly endedAt: string | null;
  /** Is its transcript in the store? Without it items have no name, no question and no answer. */
  readonly hasTranscript: boolean;
  /** In suite order. */
  readonly items: readonly MeasuredItem[];
}

export interface MeasuredItem {
  /** Null where no transcript tells it. */
  readonly id: string | null;
  /** Among the measured items, from 1. */
  readonly place: number;
  /** Is a call due (`action`), or none (`restraint`)? */
  readonly kind: 'action' | 'restraint';
  readonly letter: Outcome;
  /** Every call that it took, those of earlier attempts first. */
  readonly calls: readonly RecordedCall[];
}
