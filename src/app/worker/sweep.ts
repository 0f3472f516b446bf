import type { Client } from '@temporalio/client';
import type { Medium } from '../../../activities/store/medium';

/** What a sweep over the studies of a store works with. */
export interface Sweep {
  readonly client: Client;
  readonly medium: Medium;
  readonly queuePrefix: string;
  readonly say: (line: string) => void;
  /** Ends the waiting for children that are still open. */
  readonly signal?: AbortSignal;
}
