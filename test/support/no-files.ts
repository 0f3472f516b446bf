import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { open, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';

/** A named pipe that nobody writes to: who opens it in the common way waits for ever. */
export function aPipe(path: string): void {
  execFileSync('mkfifo', [path]);
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
