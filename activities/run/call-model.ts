import { setTimeout as wait } from 'node:timers/promises';
import { RatchetError } from '../../src/errors';
import { type ModelAnswer, type ModelClient, type ModelRequest, ThrottledError } from '../ports';

/** How long a call of a run waits for an endpoint that says "not now" before the run is given up and repeated whole. */
const PATIENCE_MS = 15 * 60_000;
/** Waits where the endpoint does not say how long: doubling from the first to the last. */
const FIRST_WAIT_MS = 1_000;
/** An endpoint that says "again at once" is not asked in a tight loop. */
const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;

/** One answer and what it took. */
export interface Called {
  readonly answer: ModelAnswer;
  /** From request to answer, the endpoint's queue and our own waits not counted. */
  readonly elapsedMs: number;
}

export interface CallLimits {
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Left out: one of the call's own, as long as a run has it. */
  readonly patience?: Patience;
}

/** How long an endpoint that asks to wait is waited for, in one call or in several that share it. */
export interface Patience {
  readonly mostMs: number;
  /** Grows with each wait. */
  waitedMs: number;
}

/** The limit on one model call passed; the item's outcome is `T` unless a retry mends it. */
export class CallTimedOut extends Error {
  override readonly name = 'CallTimedOut';
}

/**
 * Makes one model call within its limit. An endpoint that asks to wait is waited for: that costs neither the limit
 * nor a retry.
 *
 * @param options.limitMs - on the call itself
 * @throws {CallTimedOut} past the limit
 * @throws {RatchetError} what the client says; `MODEL_THROTTLED` when the endpoint asks to wait for too long
 */
export async function callModel(
  client: ModelClient,
  request: ModelRequest,
  { limitMs, signal, patience = { mostMs: PATIENCE_MS, waitedMs: 0 } }: CallLimits,
): Promise<Called> {
  for (let next = FIRST_WAIT_MS; ; next = Math.min(next * 2, LONGEST_WAIT_MS)) {
    try {
      return await callOnce(client, request, { limitMs, signal });
    } catch (error) {
      if (!(error instanceof ThrottledError)) throw error;
      const pause = Math.max(error.retryAfterMs ?? next, SHORTEST_WAIT_MS);
      patience.waitedMs += pause;
      if (patience.waitedMs > patience.mostMs) throw givenUp(error, patience.waitedMs);
      await wait(pause, undefined, { signal });
    }
  }
}

async function callOnce(
  client: ModelClient,
  request: ModelRequest,
  { limitMs, signal }: CallLimits,
): Promise<Called> {
  const limit = AbortSignal.timeout(Math.round(limitMs));
  const started = performance.now();
  try {
    const answer = await client.complete(request, AbortSignal.any([signal, limit]));
    return { answer, elapsedMs: Math.max(0, performance.now() - started - answer.queueMs) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (limit.aborted) throw new CallTimedOut(`no answer within ${limitMs / 1000} s`);
    throw error;
  }
}

function givenUp(cause: ThrottledError, waitedMs: number): RatchetError {
  return new RatchetError(
    'MODEL_THROTTLED',
    `Cannot finish the run: the endpoint asked to wait for ${Math.round(waitedMs / 1000)} s in all; ${cause.message}`,
    { cause },
  );
}
