import type { ModelHost } from '../engine/model-host.ts';

/** What a route is given. */
export interface Call {
  readonly host: ModelHost;
  /** Reads and parses the body; a route that takes none never waits for one. */
  readonly body: () => Promise<unknown>;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
}
