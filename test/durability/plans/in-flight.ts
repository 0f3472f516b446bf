import type { Asked } from './endpoint-front';
import { SLOTS } from './world';

/** A run that has just had its last answer may not have told of it yet, in milliseconds. */
const UNTOLD_MS = 1_000;

/**
 * How many runs are in flight now, at most: those with an open question, and those that had an answer just now.
 * A model has no more of them than slots.
 */
export function runsInFlight(asked: readonly Asked[], now: number): number {
  const byModel = new Map<string, Set<string>>();
  for (const { at, answeredAt, seed, model } of asked) {
    if (now - (answeredAt ?? at) > UNTOLD_MS) continue;
    byModel.set(model, (byModel.get(model) ?? new Set()).add(seed));
  }
  const counts = [...byModel].map(([model, seeds]) => Math.min(seeds.size, SLOTS[model] ?? 1));
  return counts.reduce((sum, count) => sum + count, 0);
}
