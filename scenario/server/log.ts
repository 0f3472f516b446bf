import type { ModelCounters } from './model-desk';
import type { State } from './state';

/** What the server counted since it started. */
export interface Log {
  readonly [field: string]: number | Readonly<Record<string, LogEntry>>;
  /** Chat completion requests, whatever became of them. */
  readonly requests: number;
  readonly models: Readonly<Record<string, LogEntry>>;
}
type LogEntry = Readonly<ModelCounters> & { readonly loaded: boolean };

/** A copy of the counters as they stand now. */
export function log(state: State): Log {
  return {
    requests: state.requests,
    models: Object.fromEntries(
      [...state.desks].map(([name, { counters, loaded }]) => [
        name,
        { ...counters, byShape: { ...counters.byShape }, faults: { ...counters.faults }, loaded },
      ]),
    ),
  };
}
