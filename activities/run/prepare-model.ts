import { RatchetError } from '../../src/errors';
import type { RunRequest, StartState } from '../../src/runs/run';
import type { ModelClient, ModelRequest } from '../ports';
import { callModel } from './call-model';

/** A first call may have to load the model: far longer than any answer takes. */
const LOADING_LIMIT_MS = 15 * 60_000;

/** Brings the model into the state that the run is to start from, and says which that is. */
export async function prepareModel(
  client: ModelClient,
  prepare: RunRequest['prepare'],
  { sample, signal }: { readonly sample: ModelRequest; readonly signal: AbortSignal },
): Promise<StartState> {
  if (prepare === 'none') return 'as-is';
  if (client.unload) {
    await client.unload(signal);
    return 'cold';
  }
  if (prepare === 'unload') {
    throw new RatchetError(
      'MODEL_REQUEST_REFUSED',
      'Cannot start from a cold model: this endpoint cannot be told to unload',
    );
  }
  await throwAwayCalls(client, 1, { sample, signal });
  return 'warm';
}

/** Calls made and thrown away: they pay for what a first call costs. */
export async function throwAwayCalls(
  client: ModelClient,
  calls: number,
  { sample, signal }: { readonly sample: ModelRequest; readonly signal: AbortSignal },
): Promise<void> {
  for (let call = 0; call < calls; call += 1) {
    await callModel(client, sample, { limitMs: LOADING_LIMIT_MS, signal });
  }
}
