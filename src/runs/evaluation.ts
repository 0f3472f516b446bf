import type { Diagnosis } from '../diagnosis/diagnosis';
import type { Outcome } from '../outcomes/outcome';
import type { Spec } from '../spec/spec';
import type { Latency, StartState } from './run';

/** The evidence on one spec: what decisions and diagnoses need, whatever the number of items and runs. */
export interface EvaluationSummary {
  /** Workflow id of the evaluation: where the letters are. */
  readonly evaluation: string;
  readonly specId: string;
  readonly spec: Spec;
  /** Valid runs. */
  readonly runs: number;
  /** Measured items of the suite. */
  readonly items: number;
  /** Per item in how many runs it was right, in [0, runs]. */
  readonly passesByItem: readonly number[];
  /** Per run how many items were right, in [0, items]. */
  readonly passesByRun: readonly number[];
  /** One mark per run, `F` or `P`. */
  readonly marks: string;
  /** Over all runs: items where a call is due, and how many of them were right. */
  readonly action: { readonly due: number; readonly right: number };
  /** Over all runs: answered items where no call is due, and how many of them got one all the same. */
  readonly restraint: { readonly answered: number; readonly overCalled: number };
  readonly letters: Readonly<Record<Outcome, number>>;
  /** Of each letter but `P` that there is: per item in how many runs it was that, one character each, see `count-digits.ts`. */
  readonly lettersByItem?: Readonly<Partial<Record<Outcome, string>>>;
  /** Are the first or last runs worse than the others? Not there in evaluations of earlier versions. */
  readonly blocks?: BlockTests;
  /** Were the answers of all runs identical, item by item? */
  readonly identicalAnswers: boolean;
  /** Why runs were skipped; not there where all were made. */
  readonly curtailed?: string;
  readonly startStates: readonly StartState[];
  readonly diagnosis: Diagnosis;
  readonly measured: EvaluationMeasurements;
}

/** How unlikely it is by chance that the first or last runs are so much worse than the others; null: too few runs. */
export interface BlockTests {
  readonly early: number | null;
  readonly late: number | null;
}

export interface EvaluationMeasurements {
  readonly latency: Latency;
  readonly queueMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
  /** Runs that needed more than one attempt. */
  readonly retriedRuns: number;
  readonly digests: readonly string[];
  /** Per run the median milliseconds of an item. */
  readonly latencyByRun?: readonly number[];
  /** Per run US dollars; null where the models file names no prices. */
  readonly costByRun?: readonly number[] | null;
}
