import type { ModelClient, ModelRequest } from '../activities/ports';
import { throwAwayCalls } from '../activities/run/prepare-model';
import type { ModelEntry } from '../src/models/model-entry';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { endpointId } from './resting-models';

interface Warmth {
  readonly done: Promise<void>;
  lastUsed: number;
}

/** Which specs are warm at which endpoint, for all routes of this process. */
const warmths = new Map<string, Warmth>();

/** What a spec's warm-up takes. */
export interface WarmUpCalls {
  readonly client: ModelClient;
  /** The first question of the task at hand, as a run asks its own first question. */
  readonly sample: ModelRequest;
  /** On each call, in milliseconds. */
  readonly limitMs: number;
  /** An endpoint that was not asked for so long may have dropped the model. */
  readonly coldAfterMs: number;
}

/**
 * Makes the thrown-away calls that the spec asks for, once until the model may be cold again.
 * Calls that come meanwhile wait for the same warm-up.
 */
export async function warmUp(
  spec: Spec,
  entry: ModelEntry,
  { client, sample, limitMs, coldAfterMs }: WarmUpCalls,
): Promise<void> {
  if (spec.warmup === 0) return;
  const key = `${endpointId(entry)} ${specId(spec)}`;
  const now = performance.now();
  const before = warmths.get(key);
  if (before && now - before.lastUsed < coldAfterMs) {
    before.lastUsed = now;
    return before.done;
  }
  // It serves whoever waits for it, so no single caller's signal ends it.
  const { signal } = new AbortController();
  const done = throwAwayCalls(client, spec.warmup, { sample, signal, limitMs, note: () => {} });
  warmths.set(key, { done, lastUsed: now });
  done.catch(() => warmths.delete(key));
  await done;
}

/** The endpoint failed: whatever answers there next may be cold. */
export function forgetWarmth(entry: ModelEntry): void {
  for (const key of warmths.keys()) {
    if (key.startsWith(`${endpointId(entry)} `)) warmths.delete(key);
  }
}
