import { setTimeout as wait } from 'node:timers/promises';
import { RatchetError } from '../../errors';
import type { Configuration } from '../configuration';
import { claimDataFolder, keepRoutes } from './keep-routes';
import { type OpenedStore, openStore } from './open-store';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * The store of a worker: its tables brought to this version and, where it is in no folder, the routes kept in the
 * data folder too, for applications of this machine. One that cannot be reached yet is waited for.
 *
 * @throws {RatchetError} `STORE_CONFLICT` for tables of a newer version, or a data folder with a store of its own
 */
export async function openWorkerStore(
  configuration: Configuration,
  say: (line: string) => void,
): Promise<OpenedStore> {
  const store = await openPatiently(configuration, say);
  if (store.isFolder) return store;
  const { dataDir } = configuration;
  try {
    await claimDataFolder(dataDir, store.medium);
    const kept = await keepRoutes({ medium: store.medium, dataDir, say });
    return { ...store, close: () => kept.stop().then(() => store.close()) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openPatiently(
  configuration: Configuration,
  say: (line: string) => void,
): Promise<OpenedStore> {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    try {
      return await openStore(configuration, { migrate: true });
    } catch (error) {
      if (!(error instanceof RatchetError) || error.code !== 'STORE_UNWRITABLE') throw error;
      say(`waits for the store: ${error.message}`);
      await wait(pause);
    }
  }
}
