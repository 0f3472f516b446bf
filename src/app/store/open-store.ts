import { folderMedium } from '../../../activities/store/folder-medium';
import type { Medium } from '../../../activities/store/medium';
import type { Configuration } from '../configuration';

/** An open store. */
export interface OpenedStore {
  readonly medium: Medium;
  /** Is it in a database, so that the data folder is only this machine's? */
  readonly isDatabase: boolean;
  close(): Promise<void>;
}

/**
 * The store that the configuration names, to read from.
 *
 * @throws {RatchetError} `STORE_UNWRITABLE`, `STORE_CONFLICT`
 */
export function openStore(
  { dataDir, database }: Configuration,
  options: { readonly migrate: boolean } = { migrate: false },
): Promise<OpenedStore> {
  return database
    ? openDatabase(database, options)
    : Promise.resolve({
        medium: folderMedium(dataDir),
        isDatabase: false,
        close: () => Promise.resolve(),
      });
}

/** The client library is loaded only where it is needed. */
async function openDatabase(
  database: NonNullable<Configuration['database']>,
  options: { readonly migrate: boolean },
): Promise<OpenedStore> {
  const { openPostgres } = await import('../../../activities/store/postgres/postgres-medium.ts');
  const medium = await openPostgres(database, options);
  return { medium, isDatabase: true, close: () => medium.close() };
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
