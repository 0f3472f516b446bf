import type { EventBatch } from '../../contract';
import type { RunRequest, RunResult } from '../../runs/run';

/** Hears of what the activities of a worker did. It changes nothing, and an error of its own is never theirs. */
export interface Watcher {
  /** A run was made. @param seconds - from the attempt's start to its end */
  runMade?(request: RunRequest, result: RunResult, seconds: number): void;
  /** An attempt at a run failed; it is no sample. @param code - an error code, or `UNKNOWN` */
  runFailed?(request: RunRequest, code: string): void;
  /** Events are in the study's log: once each, but for an attempt whose success the server did not hear of. */
  recorded?(batch: EventBatch): void;
}
