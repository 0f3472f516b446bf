import { RatchetError, RETRYABLE } from '../../src/errors';
import type { ModelClient } from '../ports';
import type { Leases, SlotWish } from './lease';

/** How a run asks while it has its slot. */
export interface UnderLease {
  readonly client: ModelClient;
  /** Aborted with the run, and when its slot is lost. */
  readonly signal: AbortSignal;
  /** Milliseconds that it waited for its slot. */
  readonly waitedMs: number;
}

/**
 * Makes a run while it has a slot of its model's pool.
 *
 * @param leases - left out: nobody else asks the endpoint
 * @throws {RatchetError} `LEASE_LOST` when the slot was given to another meanwhile; else what the work throws
 */
export async function underLease<T>(
  leases: Leases | undefined,
  { client, ...wish }: SlotWish & { readonly client: ModelClient },
  work: (under: UnderLease) => Promise<T>,
): Promise<T> {
  if (!leases) return work({ client, signal: wish.signal, waitedMs: 0 });
  const lease = await leases.take(wish);
  const signal = AbortSignal.any([wish.signal, lease.signal]);
  let keep = wish.run.last !== true;
  try {
    return await work({ client: lease.limit(client), signal, waitedMs: lease.waitedMs });
  } catch (error) {
    keep = isTriedAgain(error) && !wish.signal.aborted;
    throw lease.signal.aborted ? lease.signal.reason : error;
  } finally {
    await lease.end(keep);
  }
}

/** An evaluation whose run cannot be made has no next one. */
function isTriedAgain(error: unknown): boolean {
  return !(error instanceof RatchetError) || RETRYABLE[error.code];
}
