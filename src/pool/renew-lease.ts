import { countUsed, giveRequests, withLease } from './given-requests';
import { newLease } from './new-lease';
import { LEASE_MS, type PoolState } from './pool';
import { hear, slotsOf } from './pool-limits';
import type { RenewAnswer, RenewMessage } from './pool-messages';
import { turnOf } from './serve-queue';
import { settlePool } from './settle-pool';

/** A worker still uses its slot. A lease that the pool does not know is taken up again where nobody is harmed by it. */
export function renewLease(
  before: PoolState,
  message: RenewMessage,
  now: number,
): { readonly state: PoolState; readonly answer: RenewAnswer } {
  const heard = hear(settlePool(before, now), message, { limits: message.limits, now });
  const state = hasIt(heard, message.id) ? heard : takeUp(heard, message, now);
  const lease = state.leases.find(({ id, keptUntil }) => id === message.id && keptUntil === null);
  if (!lease) return { state, answer: { kind: 'gone' } };
  const renewed = withLease(state, { ...lease, until: now + LEASE_MS });
  const counted = countUsed(renewed, { ...lease, until: now + LEASE_MS }, { ...message, now });
  const given = giveRequests(counted, message.id, now);
  return {
    state: given.state,
    answer: { kind: 'held', leaseMs: LEASE_MS, requests: given.requests },
  };
}

function hasIt({ leases }: PoolState, id: string): boolean {
  return leases.some((lease) => lease.id === id && lease.keptUntil === null);
}

function takeUp(state: PoolState, message: RenewMessage, now: number): PoolState {
  const { id, study, evaluation, used } = message;
  // One that lapsed is kept for its evaluation: it may as well be this very run that goes on.
  const others = state.leases.filter((lease) => lease.id !== id);
  if (!isFree({ ...state, leases: others }, evaluation, now)) return state;
  // What a lost pool gave it and it has not used is given anew.
  const lease = newLease(message, { now, requests: used.total });
  return { ...state, leases: [...others, lease], turns: turnOf(state.turns, study) };
}

function isFree(state: PoolState, evaluation: string, now: number): boolean {
  if (state.leases.some((lease) => lease.evaluation === evaluation)) return false;
  if (state.recoveringUntil > now) return true;
  return state.queue.length === 0 && state.leases.length < slotsOf(state);
}
