import type { Pilot } from '../pilot';
import type { Scene } from '../scene';
import { capabilityLimit, healthy, suboptimal } from './ability';
import { contextPollution, flaky, formatMismatch, overCalling } from './answering';
import { infrastructure } from './connection';
import { coldStart, lateDegradation, timeoutBound } from './serving';

/** Fewer items make no evaluation. */
const LEAST_ITEMS = 4;

/** Tokens of an answer where nothing cuts it short. */
const USUAL_TOKENS = 40;

/** Every scene that the pilot has items for, the shortest first: a piece then holds as many as can be. */
export function allScenes(pilot: Pilot): readonly Scene[] {
  return [
    infrastructure,
    coldStart,
    timeoutBound,
    formatMismatch,
    overCalling,
    flaky,
    contextPollution,
    lateDegradation,
    capabilityLimit,
    suboptimal,
    healthy,
  ]
    .flatMap((scenes) => scenes(pilot))
    .filter(({ items }) => new Set(items).size >= LEAST_ITEMS)
    .toSorted((a, b) => lengthOf(a) - lengthOf(b));
}

function lengthOf({ items, runs, params }: Scene): number {
  return items.length * runs * Number(params?.['max_tokens'] ?? USUAL_TOKENS);
}
