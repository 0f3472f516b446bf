import { constants, type FileHandle, open } from 'node:fs/promises';

/** The code of an error about what is there and is neither a file nor a folder. */
export const NO_FILE = 'NO_FILE';

/** A file that is open for reading, and its size in bytes. */
export interface PlainFile {
  readonly file: FileHandle;
  readonly size: number;
}

/**
 * Opens a file, or what a link leads to, for reading. What is no plain file is refused unread: a pipe may wait for its
 * writer for ever, and a device may never end.
 *
 * @throws a system error; its code is `EISDIR` for a folder, and `NO_FILE` for a pipe, a socket or a device
 */
export async function openPlainFile(path: string): Promise<PlainFile> {
  // Without waiting: that is what opening a pipe does before anybody could ask what it is.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(socketIsNoFile);
  try {
    const found = await file.stat();
    if (found.isFile()) return { file, size: found.size };
    throw noPlainFile(found);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A socket cannot be opened at all; systems differ in how they say so. */
export function socketIsNoFile(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENXIO' || error.code === 'EOPNOTSUPP' ? noFile(NO_FILE) : error;
}

/** The error about what was found in place of a file. */
export function noPlainFile(found: { isDirectory(): boolean }): Error {
  return noFile(found.isDirectory() ? 'EISDIR' : NO_FILE);
}

function noFile(code: string): Error {
  return Object.assign(new Error('not a file'), { code });
}
