import { RatchetError } from '../../src/errors';
import type { RunRequest, StartState } from '../../src/runs/run';
import type { ModelClient, ModelRequest } from '../ports';
import type { CallNote } from './ask-item';
import { callModel } from './call-model';

/** A first call may have to load the model: far longer than any answer takes. */
const LOADING_LIMIT_MS = 15 * 60_000;

/** What a thrown-away call asks, and where it is written down. */
export interface WarmUp {
  readonly sample: ModelRequest;
  readonly signal: AbortSignal;
  readonly note: (call: CallNote) => void;
  /** On each call; left out: as long as loading a model may take. */
  readonly limitMs?: number;
}

/** Brings the model into the state that the run is to start from, and says which that is. */
export async function prepareModel(
  client: ModelClient,
  prepare: RunRequest['prepare'],
  warmUp: WarmUp,
): Promise<StartState> {
  if (prepare === 'none') return 'as-is';
  if (client.unload) {
    await client.unload(warmUp.signal);
    return 'cold';
  }
  if (prepare === 'unload') {
    throw new RatchetError(
      'MODEL_REQUEST_REFUSED',
      'Cannot start from a cold model: this endpoint cannot be told to unload',
    );
  }
  await throwAwayCalls(client, 1, warmUp);
  return 'warm';
}

/** Calls made and thrown away: they pay for what a first call costs. */
export async function throwAwayCalls(
  client: ModelClient,
  calls: number,
  { sample, signal, note, limitMs = LOADING_LIMIT_MS }: WarmUp,
): Promise<void> {
  for (let call = 1; call <= calls; call += 1) {
    const called = await callModel(client, sample, { limitMs, signal });
    note({ item: null, attempt: call, question: sample.question, ...called, error: null });
  }
}
