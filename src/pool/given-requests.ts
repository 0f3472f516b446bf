import { type Lease, type PoolState, type Requests, WINDOW_MS } from './pool';
import { requestsPerMinuteOf, slotsOf } from './pool-limits';
import type { GivenRequests, UsedRequests } from './pool-messages';

const SOONEST_MS = 250;
const LATEST_MS = 15_000;

/** Writes down what a lease has used. It tells all of its last minute each time: the same word twice counts once. */
export function countUsed(
  state: PoolState,
  lease: Lease,
  { used, now }: { readonly used: UsedRequests; readonly now: number },
): PoolState {
  const { id, model } = lease;
  const recent = used.recent.map(([ago, count]): Requests => ({
    model,
    lease: id,
    count,
    until: now - ago + WINDOW_MS,
  }));
  return withLease(
    { ...state, requests: [...state.requests.filter((each) => each.lease !== id), ...recent] },
    { ...lease, used: used.total },
  );
}

/**
 * Gives a lease its share of the requests that may still begin. What it was given and has not used counts as if it
 * were used, so that no minute, of whatever leases, has more than the limit.
 */
export function giveRequests(
  state: PoolState,
  id: string,
  now: number,
): { readonly state: PoolState; readonly requests: GivenRequests | null } {
  const lease = state.leases.find((each) => each.id === id);
  const perMinute = lease ? requestsPerMinuteOf(state, lease.model) : null;
  if (!lease || perMinute === null) return { state, requests: null };
  const more = isForgetful(state, now) ? 0 : shareOf(state, { lease, perMinute, now });
  const given = lease.given + more;
  return {
    state: withLease(state, { ...lease, given }),
    requests: { perMinute, given, moreInMs: moreIn(state, lease.model, now) },
  };
}

/** Of a pool that lost its state nobody knows what began in the last minute. */
function isForgetful({ recoveringUntil }: PoolState, now: number): boolean {
  return recoveringUntil > 0 && recoveringUntil + WINDOW_MS > now;
}

interface Asking {
  readonly lease: Lease;
  readonly perMinute: number;
  readonly now: number;
}

function shareOf(state: PoolState, { lease, perMinute, now }: Asking): number {
  const open = state.leases.filter(
    ({ keptUntil, model }) => keptUntil === null && model === lease.model,
  );
  const begun = state.requests.filter(({ model, until }) => model === lease.model && until > now);
  const left = perMinute - sum(begun.map(({ count }) => count)) - sum(open.map(unusedOf));
  const own = sum(begun.filter((each) => each.lease === lease.id).map(({ count }) => count));
  const share = Math.max(1, Math.floor(perMinute / open.length));
  // Not all at once: what is given and not used is of no use to the others.
  const portion = Math.max(1, Math.floor(perMinute / slotsOf(state)));
  const mine = unusedOf(lease);
  return Math.max(0, Math.min(left, share - own - mine, portion - mine));
}

function unusedOf({ given, used }: Lease): number {
  return Math.max(0, given - used);
}

/** When the next request of the last minute counts no more. */
function moreIn(state: PoolState, model: string, now: number): number {
  const ends = state.requests
    .filter((each) => each.model === model && each.until > now)
    .map(({ until }) => until - now);
  return Math.ceil(Math.min(LATEST_MS, Math.max(SOONEST_MS, Math.min(...ends, LATEST_MS))));
}

export function withLease(state: PoolState, lease: Lease): PoolState {
  return { ...state, leases: state.leases.map((each) => (each.id === lease.id ? lease : each)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
