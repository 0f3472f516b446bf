import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { RatchetError } from '../../src/errors';
import { makeFolder, readIfThere } from './disk';
import { withLock } from './lock';
import type { LockedFiles } from './locked-files';

export const STORE_FILE = 'store.json';

/**
 * The data folder's own name, made once and kept: it tells the task queue of this store from those of others.
 *
 * @returns eight of a-z and 0-9
 * @throws {RatchetError} `STORE_CORRUPT`, `STORE_BUSY`, `STORE_UNWRITABLE`
 */
export async function storeId(dataDir: string): Promise<string> {
  const path = join(dataDir, STORE_FILE);
  await makeFolder(dataDir);
  const text = await readIfThere(path);
  return text === undefined
    ? withLock(dataDir, (files) => newId(files, path))
    : storeIdIn(path, text);
}

/** Another process may have been first. */
async function newId(files: LockedFiles, path: string): Promise<string> {
  const text = await readIfThere(path);
  if (text !== undefined) return storeIdIn(path, text);
  const id = Array.from({ length: 8 }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('');
  await files.replace(path, `${JSON.stringify({ schemaVersion: 1, id })}\n`);
  return id;
}

const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** @throws {RatchetError} `STORE_CORRUPT` */
export function storeIdIn(path: string, text: string): string {
  const id = /"id":\s*"([a-z0-9]{8})"/.exec(text)?.[1];
  if (id !== undefined) return id;
  throw new RatchetError(
    'STORE_CORRUPT',
    `${path}: expected an id of eight a-z and 0-9. Put the file back from a copy; ` +
      'without one, delete it: a new id is made, and open studies have to be started again',
  );
}
