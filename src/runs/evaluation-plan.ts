import type { DiagnosisVersion } from '../diagnosis/diagnosis';
import type { JsonObject } from '../json';
import type { PinnedFile } from '../plugins/study-plugins';
import type { Spec } from '../spec/spec';
import type { Policy } from '../study/study';
import type { PromptSet } from '../variants/variant';
import type { EvaluationSummary } from './evaluation';
import type { EvidenceBatch, GateEvidence } from './gate-evidence';
import type { RunRequest, SuiteRef } from './run';

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
  /** By name, the variants that are plug-ins of the study; not there: none. */
  readonly variantFiles?: Readonly<Record<string, PinnedFile>>;
  /** End after this many runs when the answers of all of them were identical; null: make every run. */
  readonly enoughWhenIdentical: number | null;
  /** The rules that name its trouble; not there: the first ones. */
  readonly diagnosis?: DiagnosisVersion;
  /** End as soon as no further run could change the verdict on the spec; not there: make every run. */
  readonly curtail?: Curtailment;
}

/** What a candidate is compared with, and how. */
export interface Curtailment {
  readonly baseline: GateEvidence;
  /** What counts of the candidate's earlier looks. */
  readonly before: readonly EvidenceBatch[];
  readonly policy: Policy;
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
  /** Told to, between runs; with what was made by then, which is paid for and decides nothing. */
  | { readonly kind: 'stopped'; readonly summaries?: readonly EvaluationSummary[] };
