import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { open, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { promisify } from 'node:util';

/** A named pipe that nobody writes to: who opens it in the common way waits for ever. */
export async function aPipe(path: string): Promise<void> {
  await promisify(execFile)('mkfifo', [path]);
}

/** A link to a device that never ends. */
export function anEndlessFile(path: string): Promise<void> {
  return symlink('/dev/zero', path);
}

/** Gone once the server is closed. */
export async function aSocket(path: string): Promise<Server> {
  const server = createServer().listen(path);
  await once(server, 'listening');
  return server;
}

/** A file of so many bytes that takes no room on the disk. */
export async function aHugeFile(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w');
  await file.truncate(bytes);
  await file.close();
}
