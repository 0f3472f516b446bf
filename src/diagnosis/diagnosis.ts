import type { Latency, StartState } from '../runs/run';
import type { Spec } from '../spec/spec';
import type { RunPattern } from './run-pattern';

/** Classes of trouble, the surest first. */
export const DIAGNOSES = [
  'infrastructure',
  'cold-start',
  'timeout-bound',
  'format-mismatch',
  'over-calling',
  'late-degradation',
  'context-pollution',
  'flaky',
  'capability-limit',
  'suboptimal',
  'healthy',
] as const;
export type DiagnosisClass = (typeof DIAGNOSES)[number];

/** Which rules name the trouble. 1: the first ones, kept for evaluations that began with them. 2: today's. */
export type DiagnosisVersion = 1 | 2;
export const NEWEST_DIAGNOSIS: DiagnosisVersion = 2;

/** What the outcomes of an evaluation say is wrong, with the evidence. */
export interface Diagnosis {
  readonly class: DiagnosisClass;
  /** One sentence with its numbers, and what would disprove it. */
  readonly sentence: string;
  readonly evidence: DiagnosisEvidence;
  /** How much of what went wrong the class explains, or how little chance does; in [0, 1]. Not there in version 1. */
  readonly confidence?: number;
}

/** Which items, which runs, which numbers. Items and runs count from 1. */
export interface DiagnosisEvidence {
  readonly items: readonly number[];
  readonly runs: readonly number[];
  readonly numbers: Readonly<Record<string, number>>;
  /** In what order the runs failed. Not there in version 1. */
  readonly pattern?: RunPattern;
  /** In what order the worst items failed, each over the runs; a few of them. Not there in version 1. */
  readonly rows?: readonly RowPattern[];
}

/** An item over the runs, described by the same patterns as the runs themselves. */
export interface RowPattern {
  /** From 1. */
  readonly item: number;
  /** One mark per run, `F` or `P`. */
  readonly marks: string;
  readonly pattern: RunPattern;
}

/** The grid of outcomes: one row of letters per run, in order. */
export interface OutcomeGrid {
  /** `rows[run][item]`, all of one length. */
  readonly rows: readonly string[];
  /** One mark per run, `F` or `P`. */
  readonly marks: string;
  /** Per measured item: is a call due? */
  readonly callDue: readonly boolean[];
  /** Did every run start where the one before left the model, and the first one cold, on its first attempt? */
  readonly coldReadable: boolean;
  /** Under what conditions it came about; without them less can be told. */
  readonly conditions?: Conditions;
}

/** What the letters alone do not say. */
export interface Conditions {
  readonly spec: Pick<Spec, 'variant' | 'timeoutSeconds' | 'isolation' | 'temperature'>;
  /** Per run. */
  readonly startStates: readonly StartState[];
  /** Per run. */
  readonly latency: readonly Latency[];
  /** Per run a hash of its answers: equal hashes mean equal answers. */
  readonly answers: readonly string[];
  /** Attempts that were void because of the endpoint. */
  readonly voids: readonly VoidAttempt[];
  /** The failure that no repeat mends, where one ended the evaluation. */
  readonly ended: string | null;
}

/** An attempt at a run that was no sample. */
export interface VoidAttempt {
  /** Number of the run, from 1. */
  readonly run: number;
  /** Why: an error code, such as `MODEL_UNREACHABLE`. */
  readonly code: string;
}
