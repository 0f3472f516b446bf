import { join } from 'node:path';
import { RatchetError } from '../../src/errors';
import type { StoreFiles } from './medium';

/** In the root of every store: its id, and where it went. */
export const STORE_FILE = 'store.json';

/** What the store's own file says. */
export interface StoreRecord {
  /** Eight of a-z and 0-9. */
  readonly id: string;
  /** The medium that holds the store since it was moved; not there: this one does. */
  readonly movedTo?: string;
}

export function storeFile({ root }: Pick<StoreFiles, 'root'>): string {
  return join(root, STORE_FILE);
}

/** @throws {RatchetError} `STORE_CORRUPT` */
export async function readStoreRecord(files: StoreFiles): Promise<StoreRecord | undefined> {
  const path = storeFile(files);
  const text = await files.text(path);
  if (text === undefined) return undefined;
  const id = /"id":\s*"([a-z0-9]{8})"/.exec(text)?.[1];
  if (id === undefined) throw corrupt(path);
  const movedTo = /"movedTo":\s*"([^"\\]+)"/.exec(text)?.[1];
  return movedTo === undefined ? { id } : { id, movedTo };
}

export function storeText(record: StoreRecord): string {
  return `${JSON.stringify({ schemaVersion: 1, ...record })}\n`;
}

/**
 * One store is in one place: what was copied to another medium is not written any more.
 *
 * @throws {RatchetError} `STORE_UNWRITABLE`: tried again, since a worker on the other medium serves the same queue
 */
export async function refuseMoved(files: StoreFiles): Promise<void> {
  const { movedTo } = (await readStoreRecord(files)) ?? {};
  if (movedTo === undefined) return;
  throw new RatchetError(
    'STORE_UNWRITABLE',
    `Cannot write to ${files.root}: its store is in ${movedTo} now. Start workers with RATCHET_STORE as docs/store.md ` +
      'tells, or give this one another RATCHET_DATA',
  );
}

function corrupt(path: string): RatchetError {
  return new RatchetError(
    'STORE_CORRUPT',
    `${path}: expected an id of eight a-z and 0-9. Put the file back from a copy; ` +
      'without one, delete it: a new id is made, and open studies have to be started again',
  );
}
