import { MAX_TELLERS, type PoolState, type RunOfStudy } from './pool';
import type { PoolLimits } from './pool-messages';

/** Remembers what a worker's models file says. */
export function hear(
  state: PoolState,
  { worker, model }: Pick<RunOfStudy, 'worker' | 'model'>,
  { limits, now }: { readonly limits: PoolLimits; readonly now: number },
): PoolState {
  const others = state.tellers.filter((each) => each.worker !== worker || each.model !== model);
  const tellers = [...others, { worker, model, ...limits, at: now }].slice(-MAX_TELLERS);
  return { ...state, tellers, lastMessageAt: now };
}

/** How many may use the pool at once: where models files differ, the smallest number. */
export function slotsOf({ tellers }: PoolState): number {
  return Math.max(1, Math.min(...tellers.map(({ slots }) => slots), Number.MAX_SAFE_INTEGER));
}

/** How many requests of a model may begin in any minute; null: no limit. */
export function requestsPerMinuteOf({ tellers }: PoolState, model: string): number | null {
  const told = tellers
    .filter((teller) => teller.model === model)
    .flatMap(({ requestsPerMinute }) => (requestsPerMinute === null ? [] : [requestsPerMinute]));
  return told.length === 0 ? null : Math.min(...told);
}

/** Where models files do not agree, for people; empty: they do. */
export function differences(state: PoolState): readonly string[] {
  const models = [...new Set(state.tellers.map(({ model }) => model))].toSorted();
  return [
    ...difference(state, { what: 'slots', of: (teller) => String(teller.slots) }),
    ...models.flatMap((model) =>
      difference(state, {
        what: `requests per minute of ${model}`,
        of: (teller) => (teller.model === model ? String(teller.requestsPerMinute ?? 'any') : null),
      }),
    ),
  ];
}

function difference(
  { tellers, pool }: PoolState,
  { what, of }: { what: string; of: (teller: PoolState['tellers'][number]) => string | null },
): readonly string[] {
  const workers = new Map<string, string>();
  for (const teller of tellers) {
    const value = of(teller);
    if (value !== null && !workers.has(value)) workers.set(value, teller.worker);
  }
  if (workers.size < 2) return [];
  const says = [...workers].map(([value, worker]) => `${value} on ${worker}`).join(', ');
  return [`models files differ in the ${what} of the pool ${pool}: ${says}; the smallest counts`];
}
