import type { Client } from '@temporalio/client';
import { type ActivityInterceptorsFactory, Runtime } from '@temporalio/worker';
import { createLog, type Log } from '../log/log';
import { tellWork } from '../log/tell-work';
import { countWork } from '../metrics/count-work';
import { instruments, type Write } from '../metrics/instruments';
import { lookOut } from '../metrics/look-out';
import type { OtlpSettings } from '../traces/otlp-settings';
import type { Traces } from '../traces/traces';
import { installRuntime } from './install-runtime';
import { watchActivities } from './watch-activities';
import type { Watcher } from './watcher';

/** How a worker is observed. */
export interface Observation {
  /** The first ones of the worker's, so that they see what becomes of an activity in the end. */
  readonly interceptors: readonly ActivityInterceptorsFactory[];
  /** Undefined: no traces are made. */
  readonly traces: Traces | undefined;
  /** Writes metrics; undefined: nobody reads them. */
  readonly write: Write | undefined;
  /** Keeps the metrics of studies and pools up to date. @returns what ends it */
  lookOut(at: { readonly client: Client; readonly queuePrefix: string }): () => void;
}

/**
 * Sets up log, metrics and traces of this process.
 *
 * @param options.traces - left out: none
 * @throws {CliError} when the address for the metrics cannot be used
 */
export async function observe({
  say,
  log: own,
  metrics,
  traces: otlp,
}: {
  readonly say: (line: string) => void;
  readonly log?: Log | undefined;
  readonly metrics?: string | undefined;
  readonly traces?: OtlpSettings | undefined;
}): Promise<Observation> {
  const log = own ?? createLog({ format: 'text', level: 'warn' }, say);
  installRuntime(log, metrics);
  const traces = otlp && (await loadTraces(otlp, log));
  const write = metrics === undefined ? undefined : instruments(Runtime.instance().metricMeter);
  const watchers: readonly Watcher[] = [
    ...(own ? [tellWork(own)] : []),
    ...(write ? [countWork(write)] : []),
  ];
  return {
    interceptors: [...(traces ? [traces.interceptor] : []), watchActivities(watchers)],
    traces,
    write,
    lookOut: (at) => (write ? lookOut({ ...at, write }) : () => undefined),
  };
}

/** Loaded only here: most workers make none. */
async function loadTraces(settings: OtlpSettings, log: Log): Promise<Traces> {
  const { startTraces } = await import('../traces/traces.ts');
  return startTraces(settings, (message) => log('warn', message));
}
