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
  if (isPipeOfShell(path)) return givenByPipe(path);
  const file = openWithoutWaiting(path);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw noPlainFile(found);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** What a pipe gave: it gives it once, and more than one may ask. */
const given = new Map<string, string>();

function givenByPipe(path: string): string {
  const text = given.get(path) ?? readFileSync(path, 'utf8');
  given.set(path, text);
  return text;
}

function openWithoutWaiting(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    return socketIsNoFile(Object(cause));
  }
}
