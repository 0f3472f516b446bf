import { join, resolve } from 'node:path';
import { pluginFile } from '../../activities/plugins/plugin-file';
import { pluginKeyValue } from '../../activities/plugins/plugin-key-value';
import { copyStore } from '../../activities/store/copy-store';
import { folderMedium } from '../../activities/store/folder-medium';
import type { KeyValue } from '../../activities/store/key-value/key-value';
import { openKeyValue } from '../../activities/store/key-value/key-value-medium';
import type { Medium } from '../../activities/store/medium';
import { databaseSetting } from '../../activities/store/postgres/database-setting';
import { openPostgres } from '../../activities/store/postgres/postgres-medium';
import { type BlobServer, startBlobServer } from '../support/blob-server';
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

/** Stores that the example of a plug-in keeps, in containers of one server. */
export function pluginKind(): StoreKind {
  const example = resolve('examples/plugins/store.ts');
  const prefixes = new Map<string, string>();
  let server: BlobServer;
  let kept: KeyValue;
  const open = (prefix: string) => {
    const root = `plugin:${prefix}`;
    prefixes.set(root, prefix);
    return openKeyValue(below(kept, `${prefix}/`), { root, create: true });
  };
  return {
    begin: async () => {
      server = await startBlobServer();
      process.env['BLOB_CONTAINER_URL'] = server.urlOf('stores');
      kept = pluginKeyValue(await pluginFile(example));
    },
    create: () => open(`store-${prefixes.size}`),
    again: (medium) => open(prefixes.get(medium.root) ?? ''),
    end: async () => {
      await server?.close();
      await removeDataFolders();
    },
  };
}

/** One of many stores under the same keys: all use the same threads. */
function below({ read, write, remove, list }: KeyValue, prefix: string): KeyValue {
  return {
    read: (key) => read(prefix + key),
    write: (key, ...change) => write(prefix + key, ...change),
    remove: (key, expected) => remove(prefix + key, expected),
    list: async (asked) => (await list(prefix + asked)).map((key) => key.slice(prefix.length)),
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
