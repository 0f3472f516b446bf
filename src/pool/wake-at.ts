import { IDLE_MS, type PoolState, TICKET_MS } from './pool';

/** When time alone changes something that somebody waits for; with nobody waiting, when the pool may end. */
export function wakeAt(state: PoolState, now: number): number {
  const { leases, queue, recoveringUntil, lastMessageAt } = state;
  if (queue.length === 0) return lastMessageAt + IDLE_MS;
  const times = [
    ...leases.map(({ keptUntil, until }) => keptUntil ?? until),
    ...queue.map(({ answerBy, askedAt }) => answerBy ?? askedAt + TICKET_MS),
    recoveringUntil,
  ];
  return Math.min(...times.filter((time) => time > now));
}

/** Has nobody needed it for so long that nobody can hold anything? */
export function isIdle({ queue, lastMessageAt }: PoolState, now: number): boolean {
  return queue.length === 0 && lastMessageAt + IDLE_MS <= now;
}
