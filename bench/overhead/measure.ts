import type { Endpoint, Seen } from './endpoint';
import { CALLS, PLAN } from './plan';
import type { Listening } from './process';

/** One way through the calls; times in milliseconds. */
export interface Measured {
  /** From the first request at the endpoint until everything is done and written. */
  readonly doneMs: number;
  /** From the first request at the endpoint to its last answer. */
  readonly callsMs: number;
  /** From the start of the process until everything is done, where it was started for this. */
  readonly wholeMs: number | null;
  /** From the start of the worker until it said that it listens. */
  readonly readyMs: number | null;
  /** CPU of the worker. */
  readonly cpuMs: number | null;
}

/** Work that a worker takes from the server. */
export interface Work {
  /** Gives it to the server. @returns waits for its end */
  readonly begin: () => Promise<() => Promise<void>>;
  /** Calls beside those of the plan. */
  readonly extraCalls?: number;
}

/** With a worker that is up already. */
export async function warm(
  endpoint: Endpoint,
  worker: Listening,
  { begin, extraCalls }: Work,
): Promise<Measured> {
  endpoint.forget();
  const cpu = worker.cpuMs();
  const ended = await begin();
  await ended();
  const done = performance.now();
  return {
    ...since(checked(endpoint.seen(), extraCalls), done),
    wholeMs: null,
    readyMs: null,
    cpuMs: worker.cpuMs() - cpu,
  };
}

/** The work waits already when the worker is started, so that nothing else takes its time; the worker stays up. */
export async function cold(
  endpoint: Endpoint,
  startWorker: () => Promise<Listening>,
  { begin, extraCalls }: Work,
): Promise<Measured & { readonly worker: Listening }> {
  endpoint.forget();
  const ended = await begin();
  const started = performance.now();
  const worker = await startWorker();
  await ended();
  const done = performance.now();
  return {
    ...since(checked(endpoint.seen(), extraCalls), done),
    wholeMs: done - started,
    readyMs: worker.readyMs,
    cpuMs: worker.cpuMs(),
    worker,
  };
}

/** A harness that is one process: what it has written is there when it exits. */
export async function once(
  endpoint: Endpoint,
  run: (url: string) => Promise<number>,
): Promise<Measured> {
  endpoint.forget();
  const wholeMs = await run(endpoint.url);
  const done = performance.now();
  return { ...since(checked(endpoint.seen()), done), wholeMs, readyMs: null, cpuMs: null };
}

function since(seen: Seen, done: number) {
  return { doneMs: done - seen.firstAsked, callsMs: seen.lastAnswered - seen.firstAsked };
}

/** Nobody gets away with fewer calls, or more at once. */
function checked(seen: Seen, extra = 0): Seen {
  const expected = CALLS + extra;
  if (seen.calls !== expected || seen.mostAtOnce > PLAN.atOnce) {
    throw new Error(
      `Expected ${expected} calls, at most ${PLAN.atOnce} at once; found ${seen.calls}, ${seen.mostAtOnce} at once`,
    );
  }
  return seen;
}
