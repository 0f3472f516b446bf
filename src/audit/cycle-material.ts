import type { StudyEvent } from '../history/study-event';
import type { EvaluationSummary } from '../runs/evaluation';
import type { Admitted, CarriedState } from '../study/carried-state';
import type { Study } from '../study/study';
import type { LedgerTrace } from './ledger-trace';

/** What a cycle's events are recomputed from. */
export interface CycleMaterial {
  readonly study: Study;
  readonly admitted: Admitted;
  /** What the cycle began with; undefined in a study's first one. */
  readonly carried: CarriedState | undefined;
  /** What it handed on; undefined where it was the last. */
  readonly next: CarriedState | undefined;
  /** What the study gave back when it ended with this cycle; undefined: it did not. */
  readonly report: unknown;
  /** The cycle's events, those of its transactions with them, in order. */
  readonly events: readonly StudyEvent[];
  readonly summaryOf: SummarySource;
}

/** The summary of a spec in an evaluation, made again from its letters; undefined: its history is not there. */
export type SummarySource = (evaluation: string, specId: string) => EvaluationSummary | undefined;

/** What one event is recomputed from. */
export interface EventMaterial extends CycleMaterial {
  readonly trace: LedgerTrace;
  readonly kindsOf: (phase: string) => string;
}
