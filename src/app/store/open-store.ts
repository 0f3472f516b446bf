import { folderMedium } from '../../../activities/store/folder-medium';
import { openPluginStore } from '../../../activities/store/key-value/open-plugin-store';
import type { Medium } from '../../../activities/store/medium';
import type { DatabaseSetting } from '../../../activities/store/postgres/database-setting';
import type { Configuration } from '../configuration';

/** An open store. */
export interface OpenedStore {
  readonly medium: Medium;
  /** Is it in the data folder? Else that is only this machine's. */
  readonly isFolder: boolean;
  close(): Promise<void>;
}

/**
 * The store that the configuration names, to read from.
 *
 * @throws {RatchetError} `STORE_UNWRITABLE`, `STORE_CONFLICT`; for a plug-in `CONTROL_INVALID`, `PLUGIN_FAILED`
 */
export async function openStore(
  { dataDir, store }: Configuration,
  options: { readonly migrate: boolean } = { migrate: false },
): Promise<OpenedStore> {
  const close = () => Promise.resolve();
  if (!store) return { medium: folderMedium(dataDir), isFolder: true, close };
  if ('database' in store) return openDatabase(store.database, options);
  const medium = await openPluginStore(store.plugin, { create: options.migrate });
  return { medium, isFolder: false, close };
}

/** The client library is loaded only where it is needed. */
async function openDatabase(
  database: DatabaseSetting,
  options: { readonly migrate: boolean },
): Promise<OpenedStore> {
  const { openPostgres } = await import('../../../activities/store/postgres/postgres-medium.ts');
  const medium = await openPostgres(database, options);
  return { medium, isFolder: false, close: () => medium.close() };
}

/** Reads from the store that the configuration names, and closes it. */
export async function withStore<T>(
  configuration: Configuration,
  work: (medium: Medium) => Promise<T>,
): Promise<T> {
  const store = await openStore(configuration);
  try {
    return await work(store.medium);
  } finally {
    await store.close();
  }
}
