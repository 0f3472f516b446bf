import type { JsonObject } from '../json';
import type { PinnedFile } from '../plugins/study-plugins';
import type { Spec } from '../spec/spec';
import type { PromptSet } from '../variants/variant';

/** From what state of the model a run starts. `as-is`: whatever the run before left. */
export type StartState = 'cold' | 'warm' | 'as-is';

/** The whole suite once, with one spec: one activity. */
export interface RunRequest {
  readonly study: string;
  readonly cycle: number;
  /** Workflow id of the evaluation; with `run` it names the run for ever. */
  readonly evaluation: string;
  /** Number of the run in its evaluation, from 1. */
  readonly run: number;
  readonly spec: Spec;
  /** The file of the spec's variant, where that is a plug-in; not there: a built-in one. */
  readonly variantFile?: PinnedFile;
  readonly suite: SuiteRef;
  readonly items: 'steering' | 'held-out';
  readonly prompt: PromptSet | null;
  readonly params: JsonObject;
  /**
   * What to do before the run: unload the model where the endpoint can, else one thrown-away call (`fresh`);
   * unload or refuse (`unload`); nothing (`none`).
   */
  readonly prepare: 'fresh' | 'unload' | 'none';
  /** Where the endpoint takes a seed: derived from evaluation and run, so that fresh runs are fresh. */
  readonly seed: number;
  /** The evaluation plans no run after it, so no slot is kept for one; not there: another may follow. */
  readonly last?: true;
}

/** A suite by name or path, and the content that the study was admitted with. */
export interface SuiteRef {
  readonly source: string;
  readonly sha256: string;
}

/** What one run tells: a letter per item and little else. Everything more is in the transcript. */
export interface RunResult {
  /** One outcome letter per measured item, in suite order. */
  readonly letters: string;
  /** SHA-256 over the answers themselves, in order: equal hashes mean identical runs. */
  readonly answersSha256: string;
  readonly startState: StartState;
  readonly transcript: TranscriptRef;
  readonly measured: RunMeasurements;
}

export interface TranscriptRef {
  readonly sha256: string;
  /** Below the study's folder. */
  readonly file: string;
}

/** What faults or the clock may change between two runs that are otherwise the same. */
export interface RunMeasurements {
  /** Above 1 the activity was retried: the run does not count for cold-start readings. */
  readonly attempt: number;
  readonly worker: string;
  readonly host: string;
  readonly endpoint: string;
  readonly servedModel: string | null;
  readonly digest: string | null;
  /** Milliseconds since the same process ended its last run of this model; null: its first. */
  readonly gapMs: number | null;
  /** Milliseconds per item, queues not counted. */
  readonly latency: Latency;
  /** Milliseconds spent waiting: for a slot of the pool before the run, and in the endpoint's queue. */
  readonly queueMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; null where the models file names no prices. */
  readonly costUsd: number | null;
  readonly calls: number;
  /** Error codes of earlier attempts that were void because of the endpoint; not there where there were none. */
  readonly voids?: readonly string[];
}

export interface Latency {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly firstMs: number;
}
