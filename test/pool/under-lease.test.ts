import type { Leases } from '../../activities/pool/lease';
import { underLease } from '../../activities/pool/under-lease';
import type { ModelClient, ModelEntry } from '../../activities/ports';
import { RatchetError } from '../../src/errors';

const client: ModelClient = {
  complete: () => Promise.reject(new Error('asks nothing')),
  identify: () => Promise.reject(new Error('asks nothing')),
  unload: null,
};
const entry: ModelEntry = {
  name: 'lfm',
  provider: 'scenario',
  modelId: 'lfm',
  baseUrl: 'http://127.0.0.1:9/v1',
  pool: 'lfm',
  slots: 1,
  apiKeyEnv: null,
  servedAs: [],
  prices: null,
  requestsPerMinute: null,
};

/** Whether the slot was kept for a next run, when the work ends so. */
async function keptAfter(last: boolean, work: () => Promise<unknown>): Promise<boolean[]> {
  const kept: boolean[] = [];
  const leases: Leases = {
    take: async () => ({
      waitedMs: 0,
      signal: new AbortController().signal,
      limit: (limited) => limited,
      end: async (keep) => void kept.push(keep),
    }),
  };
  const run = { study: 'a', evaluation: 'a/c1/p/e0', run: 7, ...(last && { last: true as const }) };
  const wish = { run, entry, client, signal: new AbortController().signal, waits: () => undefined };
  await underLease(leases, wish, work).catch(() => undefined);
  return kept;
}

const failing = (code: 'MODEL_UNREACHABLE' | 'SUITE_CHANGED') => async () => {
  throw new RatchetError(code, 'as told');
};

describe('the slot of a run that is over', () => {
  it('is kept for the next run of the evaluation, if one may follow', async () => {
    expect(await keptAfter(false, async () => 'made')).toEqual([true]);
    expect(await keptAfter(true, async () => 'made')).toEqual([false]);
  });

  it('is kept for another attempt, also at the last run', async () => {
    expect(await keptAfter(true, failing('MODEL_UNREACHABLE'))).toEqual([true]);
    expect(await keptAfter(true, failing('SUITE_CHANGED'))).toEqual([false]);
  });
});
