import { setTimeout as wait } from 'node:timers/promises';
import { listPools } from '../client/list-pools';
import { type Lookout, lookAtStudies } from './look-at-studies';

/** Between two looks, in milliseconds: more often than Prometheus usually asks. */
const PAUSE_MS = 5_000;

/** Looks at the installation's studies and pools again and again. @returns what ends it */
export function lookOut(at: Omit<Lookout, 'seen'>): () => void {
  const looking = new AbortController();
  void lookAgain({ ...at, seen: new Map() }, looking.signal);
  return () => looking.abort();
}

/** A server that is away shows in the time of the last look; a look that is under way at the end fails with its connection. */
async function lookAgain(lookout: Lookout, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await look(lookout).catch(() => undefined);
    await wait(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function look(lookout: Lookout): Promise<void> {
  const { client, write } = lookout;
  await lookAtStudies(lookout);
  for (const { pool, slots, holders, waiting } of await listPools(client)) {
    write('poolSlots', slots ?? 0, { pool });
    write('poolUsed', holders.filter(({ state }) => state !== 'kept').length, { pool });
    write('poolWaiting', waiting.length, { pool });
  }
  write('looked', Math.round(Date.now() / 1000));
}
