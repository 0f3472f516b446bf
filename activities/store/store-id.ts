import { randomInt } from 'node:crypto';
import type { Medium, OpenStore } from './medium';
import { readStoreRecord, refuseMoved, storeFile, storeText } from './store-file';

/**
 * The store's own name, made once and kept: it tells the task queue of this store from those of others.
 *
 * @returns eight of a-z and 0-9
 * @throws {RatchetError} `STORE_CORRUPT`, `STORE_BUSY`, `STORE_UNWRITABLE`
 */
export async function storeId(medium: Medium): Promise<string> {
  await medium.makeFolder(medium.root);
  await refuseMoved(medium);
  return (await readStoreRecord(medium))?.id ?? medium.withLock(newId);
}

/** Another process may have been first. */
async function newId(store: OpenStore): Promise<string> {
  const known = await readStoreRecord(store);
  if (known) return known.id;
  const id = Array.from({ length: 8 }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('');
  await store.replace(storeFile(store), storeText({ id }));
  return id;
}

const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';
