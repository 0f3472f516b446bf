import type { Client } from '@temporalio/client';
import { type ActivityInterceptorsFactory, Runtime } from '@temporalio/worker';
import { createLog, type Log } from '../log/log';
import { tellWork } from '../log/tell-work';
import { countWork } from '../metrics/count-work';
import { instruments } from '../metrics/instruments';
import { lookOut } from '../metrics/look-out';
import { installRuntime } from './install-runtime';
import { watchActivities } from './watch-activities';
import type { Watcher } from './watcher';

/** How a worker is observed. */
export interface Observation {
  /** The first one of the worker's, so that it sees what becomes of an activity in the end. */
  readonly interceptor: ActivityInterceptorsFactory;
  /** Keeps the metrics of studies and pools up to date. @returns what ends it */
  lookOut(at: { readonly client: Client; readonly queuePrefix: string }): () => void;
}

/**
 * Sets up log and metrics of this process.
 *
 * @throws {CliError} when the address for the metrics cannot be used
 */
export function observe({
  say,
  log,
  metrics,
}: {
  readonly say: (line: string) => void;
  readonly log?: Log | undefined;
  readonly metrics?: string | undefined;
}): Observation {
  installRuntime(log ?? createLog({ format: 'text', level: 'warn' }, say), metrics);
  const watchers: Watcher[] = log ? [tellWork(log)] : [];
  if (metrics === undefined) {
    return { interceptor: watchActivities(watchers), lookOut: () => () => undefined };
  }
  const write = instruments(Runtime.instance().metricMeter);
  return {
    interceptor: watchActivities([...watchers, countWork(write)]),
    lookOut: (at) => lookOut({ ...at, write }),
  };
}
