import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RatchetError } from '../../src/errors';

/** Whole, or piece by piece as it is made. */
export type FileContent = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/**
 * Puts the content in the place of whatever was there, at once and for good: a crash at any moment leaves the old file or the new one.
 *
 * @param mayI - asked just before; throws where the file must stay as it is
 * @throws {RatchetError} `STORE_UNWRITABLE`
 */
export async function replaceFile(
  path: string,
  content: FileContent,
  mayI: () => Promise<void> = async () => undefined,
): Promise<void> {
  await writing(path, async () => {
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await writeThrough(temporary, content);
      await mayI();
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await flushFolder(dirname(path));
  });
}

async function writeThrough(path: string, content: FileContent): Promise<void> {
  const file = await open(path, 'wx');
  try {
    if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
    else for await (const piece of content) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the folder's entries outlive a loss of power. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** @throws {RatchetError} `STORE_UNWRITABLE` */
export async function makeFolder(path: string): Promise<void> {
  await writing(path, () => mkdir(path, { recursive: true }));
}

/** Does the work; where the disk refuses it, says which path and why. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = REFUSALS[errorCode(error) ?? ''];
    if (why === undefined) throw error;
    throw new RatchetError('STORE_UNWRITABLE', `Cannot write ${path}: ${why}`, { cause: error });
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space, the write is tried again',
  EDQUOT: 'the disk quota is used up; free some space, the write is tried again',
  EROFS: 'the file system is read-only; mount it writable or choose another RATCHET_DATA',
  EACCES: 'permission denied; give this user the right to write there',
  EPERM: 'operation not permitted; give this user the right to write there',
  ENOTDIR: 'a part of the path is a file; move it away or choose another RATCHET_DATA',
  EEXIST: 'there is a file where a folder should be; move it away or choose another RATCHET_DATA',
  EISDIR: 'there is a folder where a file should be; move it away',
  EIO: 'the disk reports an error',
};

/** `ENOENT` and the like; undefined for what is no system error. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
