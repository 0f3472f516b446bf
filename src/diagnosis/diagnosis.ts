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
  /** One sentence with its numbers. */
  readonly sentence: string;
  readonly evidence: DiagnosisEvidence;
}

/** Which items, which runs, which numbers. Items and runs count from 1. */
export interface DiagnosisEvidence {
  readonly items: readonly number[];
  readonly runs: readonly number[];
  readonly numbers: Readonly<Record<string, number>>;
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
}
