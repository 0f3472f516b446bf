import type { Diagnosis } from '../diagnosis/diagnosis';
import type { JsonObject } from '../json';
import type { Outcome } from '../outcomes/outcome';
import type { Spec } from '../spec/spec';
import type { PromptSet } from '../variants/variant';
import type { Latency, RunRequest, StartState, SuiteRef } from './run';

/**
 * An ordered list of (spec, run), made one after another. An evaluation of one spec is that spec seven times;
 * a verification is old, new, new, old, old, new.
 */
export interface EvaluationPlan {
  readonly study: string;
  readonly cycle: number;
  readonly phase: string;
  /** `e1-variant-atomic`, in planned order. */
  readonly name: string;
  readonly suite: SuiteRef;
  /** One character per item of the suite: see `src/suites/mask.ts`. */
  readonly mask: string;
  readonly items: RunRequest['items'];
  readonly steps: readonly EvaluationStep[];
  readonly prompts: Readonly<Record<string, PromptSet>>;
  readonly params: Readonly<Record<string, JsonObject>>;
  /** End after this many runs when the answers of all of them were identical; null: make every run. */
  readonly enoughWhenIdentical: number | null;
}

export interface EvaluationStep {
  readonly spec: Spec;
  readonly prepare: RunRequest['prepare'];
}

/** What came of an evaluation. */
export type EvaluationResult =
  | { readonly kind: 'measured'; readonly summaries: readonly EvaluationSummary[] }
  /** The endpoint cannot serve the spec: neither a failure nor a sample. */
  | { readonly kind: 'inapplicable'; readonly reason: string }
  /** A run could not be made, and repeating it will not help before a person acts. */
  | { readonly kind: 'void'; readonly code: string; readonly reason: string }
  | { readonly kind: 'stopped' };

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
  /** Of each letter but `P` that there is: per item in how many runs it was that, one base-36 character each. */
  readonly lettersByItem?: Readonly<Partial<Record<Outcome, string>>>;
  /** Are the first or last runs worse than the others? Not there in evaluations of earlier versions. */
  readonly blocks?: BlockTests;
  /** Were the answers of all runs identical, item by item? */
  readonly identicalAnswers: boolean;
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
