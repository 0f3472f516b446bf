import type { Client } from '@temporalio/client';

/** What a sweep over the studies of a data folder works with. */
export interface Sweep {
  readonly client: Client;
  readonly dataDir: string;
  readonly queuePrefix: string;
  readonly say: (line: string) => void;
  /** Ends the waiting for children that are still open. */
  readonly signal?: AbortSignal;
}
