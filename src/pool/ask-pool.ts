import { giveRequests } from './given-requests';
import {
  ANSWER_MS,
  ASK_AGAIN,
  LEASE_MS,
  MAX_ANSWERS_HELD,
  MAX_TICKETS,
  type PoolState,
  type Ticket,
} from './pool';
import { hear } from './pool-limits';
import type { AskAnswer, AskMessage } from './pool-messages';
import { inTurn, serveQueue } from './serve-queue';
import { settlePool } from './settle-pool';
import { whyNoSlot } from './why-no-slot';

/** Somebody asks for a slot: it joins the queue, where it is not in it yet, and gets one if it is its turn. */
export function askPool(before: PoolState, ask: AskMessage, now: number): PoolState {
  const state = hear(settlePool(before, now), ask, { limits: ask.limits, now });
  if (state.leases.some(({ id }) => id === ask.id)) return state;
  const known = state.queue.find(({ id }) => id === ask.id);
  if (!known && state.queue.length >= MAX_TICKETS) return state;
  const { limits: _, patient, ...run } = ask;
  const ticket: Ticket = {
    ...run,
    since: known?.since ?? now,
    askedAt: now,
    answerBy: now + ANSWER_MS,
  };
  const queue = known
    ? state.queue.map((each) => (each.id === ask.id ? ticket : each))
    : [...state.queue, ticket];
  const served = serveQueue(endOneKept({ ...state, queue }, ask), now);
  return holdFew(patient ? served : stopHolding(served, ask.id, now), now);
}

/** Is it time to answer an asker: has it a slot, or has it waited for long enough? */
export function isAnswered({ leases, queue }: PoolState, id: string, now: number): boolean {
  if (leases.some((lease) => lease.id === id)) return true;
  const answerBy = queue.find((ticket) => ticket.id === id)?.answerBy ?? null;
  return answerBy === null || answerBy <= now;
}

/** What the asker is told now. */
export function answerTo(
  state: PoolState,
  { id, patient }: Pick<AskMessage, 'id' | 'patient'>,
  now: number,
): { readonly state: PoolState; readonly answer: AskAnswer } {
  if (state.leases.some((lease) => lease.id === id)) {
    const given = giveRequests(state, id, now);
    const { requests } = given;
    return { state: given.state, answer: { kind: 'granted', leaseMs: LEASE_MS, requests } };
  }
  const wasHeld = state.queue.some((ticket) => ticket.id === id && ticket.answerBy !== null);
  const askAgainMs = wasHeld || !patient ? 0 : askAgainIn(state, id);
  const why = whyNoSlot(state, now);
  return { state: stopHolding(state, id, now), answer: { kind: 'waiting', askAgainMs, why } };
}

/** Who comes later has more time. */
function askAgainIn(state: PoolState, id: string): number {
  const place = inTurn(state).findIndex((ticket) => ticket.id === id);
  const { perPlaceMs, leastMs, mostMs } = ASK_AGAIN;
  // Not in the queue, which is full.
  if (place < 0) return mostMs;
  return Math.min(mostMs, Math.max(leastMs, perPlaceMs * place));
}

/** Answers are held back for those whose turn comes first; the others are told to ask again. */
function holdFew(state: PoolState, now: number): PoolState {
  const held = inTurn(state).filter(({ answerBy }) => answerBy !== null);
  const late = held.slice(MAX_ANSWERS_HELD);
  return late.reduce((next, { id }) => stopHolding(next, id, now), state);
}

function stopHolding(state: PoolState, id: string, now: number): PoolState {
  return {
    ...state,
    queue: state.queue.map((ticket) =>
      ticket.id === id ? { ...ticket, answerBy: null, askedAt: now } : ticket,
    ),
  };
}

/** Nobody can be kept waiting any longer: the workflow run ends. Whoever waits keeps its place. */
export function stopHoldingAll(state: PoolState, now: number): PoolState {
  return state.queue.reduce((next, { id }) => stopHolding(next, id, now), state);
}

/**
 * A study has at most as many evaluations open as the pool has slots. One more that asks tells that another has ended,
 * whose slot need not be kept: the one that was left first.
 */
function endOneKept(state: PoolState, { study, evaluation, limits }: AskMessage): PoolState {
  const own = [...state.leases, ...state.queue].filter((each) => each.study === study);
  if (new Set(own.map((each) => each.evaluation)).size <= limits.slots) return state;
  const [left] = state.leases
    .filter((lease) => lease.study === study && lease.evaluation !== evaluation)
    .filter(({ keptUntil }) => keptUntil !== null)
    .toSorted((a, b) => (a.keptUntil ?? 0) - (b.keptUntil ?? 0));
  return left ? { ...state, leases: state.leases.filter((lease) => lease !== left) } : state;
}
