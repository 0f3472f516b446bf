import type { Server } from 'node:http';
import { UserError } from './user-error.ts';

/**
 * Binds the loopback address only.
 *
 * @param port - 0 for a free one
 * @returns the base URL
 * @throws {@link UserError} when the port is in use
 */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No address to listen on');
  return `http://127.0.0.1:${address.port}`;
}

function explained(error: Error, port: number): Error {
  if (!('code' in error) || error.code !== 'EADDRINUSE') return error;
  return new UserError(`--port: ${port} is in use by another process; leave it out for a free one`);
}
