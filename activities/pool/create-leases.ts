import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { RatchetError } from '../../src/errors';
import type { AskAnswer, AskMessage } from '../../src/pool/pool-messages';
import { holdLease } from './held-lease';
import type { Lease, Leases, SlotWish } from './lease';
import type { PoolClient, PoolsByName } from './pool-client';
import { stopwatch } from './steady-clock';

/** What a worker brings to the leases of its runs. */
export interface LeaseSetup {
  /** The pools as the whole process speaks to them. */
  readonly poolNamed: PoolsByName;
  /** Identity of the worker: `host/process`. */
  readonly worker: string;
  /** Is the worker about to end? Then nothing is waited for any longer. */
  readonly stopping: () => boolean;
}

/** Where the pool cannot be reached. */
const TRY_AGAIN_MS = 2_000;
const LOOK_MS = 250;

/** Leases that all workers of an installation share: each pool's workflow gives them. */
export function createLeases(setup: LeaseSetup): Leases {
  return { take: (wish) => take(wish, { setup, pool: setup.poolNamed(wish.entry.pool) }) };
}

interface At {
  readonly setup: LeaseSetup;
  readonly pool: PoolClient;
}

async function take(wish: SlotWish, { setup, pool }: At): Promise<Lease> {
  const asked = askFor(wish, setup.worker);
  const waited = stopwatch();
  const stop = whenStopping(setup);
  const signal = AbortSignal.any([wish.signal, stop.signal]);
  try {
    for (let patient = false; ; patient = true) {
      signal.throwIfAborted();
      const sinceAsked = stopwatch();
      const answer = await askOnce(pool, { ...asked, patient }, { signal, waits: wish.waits });
      if (answer.kind === 'granted') {
        const { stopping } = setup;
        return holdLease({
          pool,
          asked,
          granted: answer,
          sinceAsked,
          waitedMs: waited(),
          stopping,
        });
      }
      wish.waits(answer.why);
      await wait(answer.askAgainMs, undefined, { signal });
    }
  } catch (error) {
    await leave(pool, asked);
    throw signal.aborted ? signal.reason : error;
  } finally {
    stop.forget();
  }
}

function askFor({ run, entry }: SlotWish, worker: string): AskMessage {
  const { study, evaluation, run: number } = run;
  const { name, slots, requestsPerMinute } = entry;
  return {
    id: randomUUID(),
    study,
    evaluation,
    run: number,
    model: name,
    worker,
    limits: { slots, requestsPerMinute },
    patient: false,
  };
}

/** A pool that cannot be reached is waited for: without a lease nothing is asked of the endpoint. */
async function askOnce(
  pool: PoolClient,
  asked: AskMessage,
  { signal, waits }: Pick<SlotWish, 'signal' | 'waits'>,
): Promise<AskAnswer> {
  try {
    return await pool.ask(asked, signal);
  } catch (error) {
    signal.throwIfAborted();
    const why = `the pool's workflow cannot be reached: ${messageOf(error)}`;
    waits(why);
    return { kind: 'waiting', askAgainMs: TRY_AGAIN_MS, why };
  }
}

/** Without this word it would keep its place until it has been silent for long enough. */
async function leave(pool: PoolClient, { id }: AskMessage): Promise<void> {
  const nothing = { total: 0, recent: [] };
  await pool.release({ id, used: nothing, keep: false }).catch(() => undefined);
}

/** A worker that ends starts no run: another one takes it. */
function whenStopping({ stopping }: LeaseSetup) {
  const controller = new AbortController();
  const look = setInterval(() => {
    if (!stopping()) return;
    controller.abort(
      new RatchetError('WORKER_STOPPING', 'This worker stops; another one makes the run'),
    );
  }, LOOK_MS);
  return { signal: controller.signal, forget: () => clearInterval(look) };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
