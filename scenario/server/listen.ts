import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { TableError } from '../table/place';
import { Refusal, sendRefusal } from './reply';
import { route } from './route';
import type { State } from './state';

/** The server, listening on loopback only; port 0 takes a free one. */
export async function listen(state: State, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error: unknown) => sendError(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return server;
}

async function handle(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  await route(`${request.method} ${pathname}`)(state, request, response);
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  sendRefusal(response, refusalFor(error));
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof TableError) return new Refusal(400, error.message);
  return new Refusal(500, `The scenario endpoint failed: ${String(error)}`);
}
