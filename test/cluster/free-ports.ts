import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that the kernel gives to clients; the server keeps ports in a column of two bytes, so below 32768. */
const LOWEST = 15_000;
const HIGHEST = 32_000;

/** Ports of loopback that nobody listens to now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) found.add(port);
  }
  return [...found];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    await once(server.close(), 'close');
    return true;
  } catch {
    return false;
  }
}
