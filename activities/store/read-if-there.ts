import { constants } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { RatchetError } from '../../src/errors';
import { NO_FILE, openPlainFile } from '../input/open-plain-file';
import { errorCode } from './disk';

/** Routing files are written by people too; one of ten thousand routes has no more. */
const ROUTING_NAME = /^routing_config\b/;
const MAX_ROUTING_BYTES = 16 * 1024 * 1024;

/**
 * The file's text; undefined where there is no such file.
 *
 * @throws {RatchetError} `STORE_UNWRITABLE` for what is there and is no file that can be read
 */
export async function readIfThere(path: string): Promise<string | undefined> {
  const most = ROUTING_NAME.test(basename(path)) ? MAX_ROUTING_BYTES : constants.MAX_STRING_LENGTH;
  return readable(path, async (file, size) => {
    if (size > most) throw Object.assign(new Error('too large'), { code: 'ERR_STRING_TOO_LONG' });
    return file.readFile('utf8');
  });
}

/** As `readIfThere`, its bytes. */
export function bytesIfThere(path: string): Promise<Buffer | undefined> {
  return readable(path, (file) => file.readFile());
}

async function readable<T>(
  path: string,
  read: (file: FileHandle, size: number) => Promise<T>,
): Promise<T | undefined> {
  const opened = await ifReadable(path, () => openPlainFile(path));
  if (opened === undefined) return undefined;
  try {
    return await ifReadable(path, () => read(opened.file, opened.size));
  } finally {
    await opened.file.close();
  }
}

/**
 * Undefined where there is no such file.
 *
 * @throws {RatchetError} `STORE_UNWRITABLE`, saying why it cannot be read
 */
export async function ifReadable<T>(path: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'ENOENT') return undefined;
    const why = UNREADABLE[code];
    if (why === undefined) throw error;
    throw new RatchetError('STORE_UNWRITABLE', `Cannot read ${path}: ${why}`, { cause: error });
  }
}

/** Is it what `readIfThere` throws of something that no later attempt can read? */
export function isUnreadable(error: unknown): boolean {
  return error instanceof RatchetError && (errorCode(error.cause) ?? '') in UNREADABLE;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  EISDIR: 'there is a folder where a file should be; move it away',
  [NO_FILE]: 'there is a pipe, a socket or a device where a file should be; move it away',
  ELOOP: 'it is a link that leads back to itself; remove it',
  EACCES: 'permission denied; give this user the right to read it',
  ERR_STRING_TOO_LONG: 'it is larger than can be read; move it away',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than can be read; move it away',
};
