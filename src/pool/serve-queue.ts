import { newLease } from './new-lease';
import { type Lease, MAX_TURNS, type PoolState, type Ticket } from './pool';
import { slotsOf } from './pool-limits';

/**
 * Gives slots to those who wait for an answer, as far as there are any: to an evaluation whose slot was kept for it,
 * else to the study whose last turn is the longest ago, within a study in order of arrival.
 *
 * Nobody is passed over: where the next one's answer is not held back, the slot is there when it asks again.
 */
export function serveQueue(state: PoolState, now: number): PoolState {
  if (state.recoveringUntil > now) return state;
  for (let next = state; ;) {
    const ticket =
      next.queue.find((each) => isHeld(each) && keptFor(next, each)) ?? nextInTurn(next);
    if (!ticket) return next;
    next = grant(next, ticket, now);
  }
}

/** Who gets a slot now; undefined: nobody. A slot stays free for one whose turn it is until it asks again. */
function nextInTurn(state: PoolState): Ticket | undefined {
  const free = Math.max(0, slotsOf(state) - state.leases.length);
  const waiting = inTurn(state).filter(({ evaluation }) => !hasLease(state, evaluation));
  return waiting.slice(0, free).find(isHeld);
}

/** Who waits, in the order of their turns: one of each study, then the second of each, and so on. */
export function inTurn(state: PoolState): readonly Ticket[] {
  const seen = new Map<string, number>();
  const ranked = state.queue.map((ticket) => {
    const round = seen.get(ticket.study) ?? 0;
    seen.set(ticket.study, round + 1);
    return { ticket, round };
  });
  return ranked
    .toSorted((a, b) => a.round - b.round || lastTurn(state, a.ticket) - lastTurn(state, b.ticket))
    .map(({ ticket }) => ticket);
}

/** Its runs are made one after another: while one is made, perhaps by a worker that is cut off, no other begins. */
function hasLease({ leases }: PoolState, evaluation: string): boolean {
  return leases.some((lease) => lease.evaluation === evaluation);
}

function keptFor({ leases }: PoolState, { evaluation }: Ticket): Lease | undefined {
  return leases.find((lease) => lease.evaluation === evaluation && lease.keptUntil !== null);
}

/** -1: it had none yet. */
function lastTurn({ turns }: PoolState, { study }: Ticket): number {
  return turns.indexOf(study);
}

/** Its answer is held back: its asker is there to hear it. */
function isHeld({ answerBy }: Ticket): boolean {
  return answerBy !== null;
}

function grant(state: PoolState, ticket: Ticket, now: number): PoolState {
  const { id, study } = ticket;
  const kept = keptFor(state, ticket);
  const lease = newLease(ticket, { now, requests: 0 });
  return {
    ...state,
    queue: state.queue.filter((each) => each.id !== id),
    leases: [...state.leases.filter((each) => each !== kept), lease],
    // The next run of an evaluation belongs to the turn that its first one began.
    turns: kept ? state.turns : turnOf(state.turns, study),
  };
}

export function turnOf(turns: readonly string[], study: string): readonly string[] {
  return [...turns.filter((each) => each !== study), study].slice(-MAX_TURNS);
}
