import { ASK_AGAIN_MS, type Lease, type PoolState } from './pool';
import { slotsOf } from './pool-limits';
import type { AskAnswer } from './pool-messages';

/** Of holders as many are named as fit a line. */
const NAMED = 4;

/** What somebody who waits is told. */
export function whyWaiting(state: PoolState, now: number, wasHeldBack: boolean): AskAnswer {
  return {
    kind: 'waiting',
    askAgainMs: wasHeldBack ? 0 : ASK_AGAIN_MS,
    why: whyNoSlot(state, now),
  };
}

function whyNoSlot(state: PoolState, now: number): string {
  const { pool, leases, recoveringUntil } = state;
  if (recoveringUntil > now) {
    const seconds = Math.ceil((recoveringUntil - now) / 1000);
    return `the pool ${pool} was closed from outside: for ${seconds} s more, whoever held a slot may still use it`;
  }
  const slots = slotsOf(state);
  const held = leases.slice(0, NAMED).map(holder).join(', ');
  const more = leases.length > NAMED ? ` and ${leases.length - NAMED} more` : '';
  const all = slots === 1 ? 'the only slot' : `all ${slots} slots`;
  if (leases.length < slots) return `a slot of the pool ${pool} is free, and others come first`;
  return `${all} of the pool ${pool} held by ${held}${more}`;
}

function holder({ evaluation, worker }: Lease): string {
  return `${evaluation} (${worker})`;
}
