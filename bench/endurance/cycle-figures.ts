/** What one cycle of the study cost. */
export interface CycleFigures {
  readonly cycle: number;
  /** From its start to its end, seconds. */
  readonly seconds: number;
  /** Runs that its evaluations made. */
  readonly runs: number;
  /** Of the cycle's own history. */
  readonly events: number;
  readonly historyKiB: number;
  /** Of its evaluations' histories, all together. */
  readonly childEvents: number;
  /** The state that it was handed. */
  readonly carriedKiB: number;
  /** Resident memory of the worker and of the Temporal server. */
  readonly workerMiB: number;
  readonly serverMiB: number;
  /** What stands in the study's folder because of it. */
  readonly files: number;
  readonly fileKiB: number;
  /** Writes to the log with all that follows from them: how many, and milliseconds of each. */
  readonly writes: number;
  readonly writeMs: number;
  /** Archiving of the cycle before, and the look for edited routes. */
  readonly archiveMs: number;
  readonly editsMs: number;
}
