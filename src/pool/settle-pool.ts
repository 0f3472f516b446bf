import {
  KEEP_MS,
  LEASE_MS,
  type Lease,
  type PoolState,
  type Requests,
  TICKET_MS,
  WINDOW_MS,
} from './pool';

/** A worker's word counts for as long as one that lives cannot be silent. */
const TELLER_MS = 2 * LEASE_MS;

/** What time alone changes: leases lapse, slots are kept no longer, askers have given up, requests count no more. */
export function settlePool(state: PoolState, now: number): PoolState {
  const lapsed = state.leases.filter((lease) => hasLapsed(lease, now));
  return {
    ...state,
    leases: state.leases
      .map((lease) => (hasLapsed(lease, now) ? keptForRetry(lease) : lease))
      .filter(({ keptUntil }) => keptUntil === null || keptUntil > now),
    queue: state.queue.filter(
      ({ answerBy, askedAt }) => askedAt + TICKET_MS > now || (answerBy ?? 0) + TICKET_MS > now,
    ),
    tellers: state.tellers.filter(({ at }) => at + TELLER_MS > now),
    requests: [...state.requests, ...lapsed.flatMap(unused)].filter(({ until }) => until > now),
  };
}

function hasLapsed({ keptUntil, until }: Lease, now: number): boolean {
  return keptUntil === null && until <= now;
}

/** The evaluation may be waiting to repeat the run: it is still its turn. */
function keptForRetry(lease: Lease): Lease {
  return { ...lease, keptUntil: lease.until + KEEP_MS, used: lease.given };
}

/** What a silent worker had left it may have used until its lease lapsed. */
function unused({ id, model, given, used, until }: Lease): readonly Requests[] {
  const count = given - used;
  return count > 0 ? [{ model, lease: id, count, until: until + WINDOW_MS }] : [];
}
