import type { RunRequest } from '../../src/runs/run';
import type { ModelClient, ModelEntry } from '../ports';

/** Gives runs their slots: over all workers and studies no more of them at once than a pool has slots. */
export interface Leases {
  /**
   * Waits until the run has a slot of its model's pool.
   *
   * @throws {RatchetError} `WORKER_STOPPING` when the worker ends first; the signal's reason when it was aborted
   */
  take(wish: SlotWish): Promise<Lease>;
}

export interface SlotWish {
  readonly run: Pick<RunRequest, 'study' | 'evaluation' | 'run' | 'last'>;
  readonly entry: ModelEntry;
  readonly signal: AbortSignal;
  /** Told whenever there is news of what it waits for. */
  readonly waits: (why: string) => void;
}

/** A slot in use. */
export interface Lease {
  /** Milliseconds from asking to having it. */
  readonly waitedMs: number;
  /** Aborted when the slot was given to another, with a `LEASE_LOST` error as its reason. */
  readonly signal: AbortSignal;
  /** A client that asks only while the lease holds, and within its share of the requests per minute. */
  limit(client: ModelClient): ModelClient;
  /**
   * Gives the slot back. Settles at once, but for a worker that is stopping: its last word has to be out first.
   *
   * @param keep - whether the evaluation is likely to come back for its next run
   */
  end(keep: boolean): Promise<void>;
}
