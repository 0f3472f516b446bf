import type { StartState } from '../../src/runs/run';

/** What an evaluation was made to suffer from: the classes of diagnosis, named as causes. */
export const CAUSES = [
  'infrastructure',
  'cold-start',
  'timeout-bound',
  'format-mismatch',
  'over-calling',
  'flaky',
  'context-pollution',
  'late-degradation',
  'capability-limit',
  'suboptimal',
  'healthy',
] as const;
export type Cause = (typeof CAUSES)[number];

export const SOURCES = ['embedded', 'generator', 'recorded-tool-calls'] as const;
export type Source = (typeof SOURCES)[number];

/** An evaluation whose cause of trouble is known because it was brought about. */
export interface LabelledEvaluation {
  readonly id: string;
  readonly source: Source;
  readonly cause: Cause;
  /** How the cause was brought about, for people. */
  readonly how: string;
  readonly spec: LabelledSpec;
  /** One character per item: `a` a call is due, `r` none is. */
  readonly mask: string;
  /** Variants that could have read the answers and were not tried yet. */
  readonly untried: readonly string[];
  /** Valid runs, in order. */
  readonly runs: readonly LabelledRun[];
  /** Set where the evaluation could not be finished: the code of the failure that no repeat mends. */
  readonly ended?: string;
}

export interface LabelledSpec {
  readonly variant: string;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly isolation: 0 | 1;
  readonly warmup: number;
  readonly temperature: number;
}

export interface LabelledRun {
  /** One outcome letter per item. */
  readonly letters: string;
  /** Equal texts mean equal answers. */
  readonly answers: string;
  readonly startState: StartState;
  /** Codes of the attempts at this run that were void, in order; empty where the first one was made. */
  readonly voids: readonly string[];
  readonly firstMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}
