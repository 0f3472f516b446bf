import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { noPlainFile, socketIsNoFile } from './open-plain-file';
import { isPipeOfShell } from './read-text-file';

/**
 * The text of a small file that a setting names, or of a pipe of the shell, read before anything else goes on. What is
 * no plain file is refused unread, as by `openPlainFile`.
 *
 * @throws a system error; its code is `EISDIR` for a folder, and `NO_FILE` for a pipe, a socket or a device
 */
export function readPlainFileSync(path: string): string {
  if (isPipeOfShell(path)) return readFileSync(path, 'utf8');
  const file = openWithoutWaiting(path);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw noPlainFile(found);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function openWithoutWaiting(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    return socketIsNoFile(Object(cause));
  }
}
