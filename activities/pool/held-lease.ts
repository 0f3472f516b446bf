import { RatchetError } from '../../src/errors';
import type { AskAnswer, AskMessage } from '../../src/pool/pool-messages';
import { ThrottledError } from '../ports';
import type { Lease } from './lease';
import type { PoolClient } from './pool-client';
import { createRequestShare } from './request-share';
import { stopwatch } from './steady-clock';

/** Three renewals within the life of a lease. */
const RENEW_MS = 15_000;
/** After one that failed, or when requests ran out. */
const SOON_MS = 1_000;
/** The worker's own word on the end of its lease comes before the pool's. */
const MARGIN_MS = 2_000;

export interface Holding {
  readonly pool: PoolClient;
  readonly asked: AskMessage;
  readonly granted: Extract<AskAnswer, { readonly kind: 'granted' }>;
  /** Time since the question that was answered was sent. */
  readonly sinceAsked: () => number;
  readonly waitedMs: number;
  /** Is the worker about to end? */
  readonly stopping: () => boolean;
}

/** A lease in use: renewed now and then, and given up when the pool says that it is gone. */
export function holdLease(holding: Holding): Lease {
  const { pool, asked, granted, waitedMs, stopping } = holding;
  const lost = new AbortController();
  const ended = new AbortController();
  const share = createRequestShare();
  share.give(granted.requests);
  let leaseMs = granted.leaseMs;
  let age = holding.sinceAsked;
  const isSure = (): boolean => age() < leaseMs - MARGIN_MS;

  const renew = async (): Promise<void> => {
    const sinceSent = stopwatch();
    const answer = await pool.renew({ ...asked, used: share.used() }, ended.signal);
    if (ended.signal.aborted) return;
    if (answer.kind === 'gone') return lost.abort(leaseLost(asked));
    age = sinceSent;
    leaseMs = answer.leaseMs;
    share.give(answer.requests);
  };
  const renewing = renewals(renew, [ended.signal, lost.signal]);

  return {
    waitedMs,
    signal: lost.signal,
    limit: (client) => ({
      ...client,
      complete: (request, signal) => {
        lost.signal.throwIfAborted();
        if (!isSure()) throw unsure(asked, renewing);
        const moreInMs = share.begin();
        if (moreInMs !== null) throw usedUp(asked, { moreInMs, renewing });
        return client.complete(request, signal);
      },
    }),
    end: async (keep) => {
      ended.abort();
      const word = pool
        .release({ id: asked.id, used: share.used(), keep })
        // The lease lapses by itself.
        .catch(() => undefined);
      if (stopping()) await word;
    },
  };
}

interface Renewals {
  /** Renews sooner than it would have. */
  within(ms: number): void;
}

function renewals(renew: () => Promise<void>, until: readonly AbortSignal[]): Renewals {
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let busy = false;
  const isOver = (): boolean => until.some(({ aborted }) => aborted);
  const plan = (ms: number): void => {
    clearTimeout(timer);
    if (isOver()) return;
    due = performance.now() + ms;
    timer = setTimeout(() => void act(), ms);
  };
  const act = async (): Promise<void> => {
    busy = true;
    const next = await renew().then(
      () => RENEW_MS,
      () => SOON_MS,
    );
    busy = false;
    plan(next);
  };
  for (const signal of until) signal.addEventListener('abort', () => clearTimeout(timer));
  plan(RENEW_MS);
  return {
    within: (ms) => {
      if (!busy && performance.now() + ms < due) plan(ms);
    },
  };
}

function leaseLost({ model, run, evaluation }: AskMessage): RatchetError {
  return new RatchetError(
    'LEASE_LOST',
    `Cannot finish run ${run} of ${evaluation}: its slot for ${model} lapsed, because this worker did not renew it in time; the run is repeated`,
  );
}

/** Waited for as an endpoint that asks to wait: it costs neither the time limit nor a retry. */
function unsure({ model }: AskMessage, renewing: Renewals): ThrottledError {
  renewing.within(0);
  return new ThrottledError(
    `Model "${model}" waits: whether this worker still has its slot is not known, because the Temporal server does not answer`,
    SOON_MS,
  );
}

function usedUp(
  { model }: AskMessage,
  { moreInMs, renewing }: { readonly moreInMs: number; readonly renewing: Renewals },
): ThrottledError {
  renewing.within(moreInMs);
  return new ThrottledError(
    `Model "${model}" waits: its requests per minute are used up`,
    Math.max(moreInMs, 250),
  );
}
