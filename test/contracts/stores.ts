import { join } from 'node:path';
import { copyStore } from '../../activities/store/copy-store';
import { folderMedium } from '../../activities/store/folder-medium';
import type { Medium } from '../../activities/store/medium';
import { databaseSetting } from '../../activities/store/postgres/database-setting';
import { openPostgres } from '../../activities/store/postgres/postgres-medium';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { type PostgresServer, startPostgres } from '../support/postgres';

/** Makes stores of one kind for tests. */
export interface StoreKind {
  begin(): Promise<void>;
  /** A new, empty store. */
  create(): Promise<Medium>;
  /** The same store as another process sees it. */
  again(medium: Medium): Promise<Medium>;
  end(): Promise<void>;
}

export const FOLDER: StoreKind = {
  begin: async () => undefined,
  create: async () => folderMedium(await dataFolder()),
  again: async (medium) => folderMedium(medium.root),
  end: removeDataFolders,
};

export function postgresKind(): StoreKind {
  let server: PostgresServer;
  let made = 0;
  const opened: (() => Promise<void>)[] = [];
  const urls = new Map<string, string>();
  const open = async (url: string): Promise<Medium> => {
    const medium = await openPostgres(databaseSetting(url) ?? { url }, { migrate: true });
    opened.push(() => medium.close());
    urls.set(medium.root, url);
    return medium;
  };
  return {
    begin: async () => {
      server = await startPostgres();
    },
    create: async () => open(await server.createDatabase(`store_${(made += 1)}`)),
    again: (medium) => open(urls.get(medium.root) ?? ''),
    end: async () => {
      for (const close of opened) await close();
      await server?.remove();
      await removeDataFolders();
    },
  };
}

/** All files of a store as a folder holds them, by their paths in it. */
export async function filesOf(medium: Medium): Promise<Readonly<Record<string, string>>> {
  const into = await dataFolder();
  await copyStore(medium, folderMedium(into));
  const { 'store.json': _, ...files } = await filesBelow(into);
  return files;
}

export function studyPath(medium: Medium, file: string): string {
  return join(medium.root, 'studies/lfm', file);
}
