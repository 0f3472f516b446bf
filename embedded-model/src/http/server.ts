import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ModelHost } from '../engine/model-host.ts';
import { log } from '../log.ts';
import { messageOf } from '../user-error.ts';
import { ApiError, errorBody } from './api-error.ts';
import { readBody } from './read-body.ts';
import { ROUTES, type Route } from './routes.ts';

/** Longer than clients keep idle connections, so that they do not write to one just closed. */
const KEEP_ALIVE_MS = 65_000;

/** An HTTP server over the models; it is not listening yet. */
export function createHttpServer(host: ModelHost): Server {
  const server = createServer((request, response) => {
    void handle(host, request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function handle(
  host: ModelHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort(new Error('the caller has gone')));
  try {
    const route = findRoute(request);
    const body = () => readBody(request);
    send(response, 200, await route.answer({ host, body, signal: gone.signal }));
  } catch (error) {
    sendError(response, error);
  }
}

function findRoute({ method, url = '/' }: IncomingMessage): Route {
  const path = url.replace(/\?.*$/, '');
  const routes = ROUTES.filter((route) => route.path === path);
  const route = routes.find((each) => each.method === method);
  if (route) return route;
  const [other] = routes;
  if (other) throw new ApiError(405, `${path} takes ${other.method}, not ${method}`);
  throw new ApiError(404, `There is nothing at ${path}`, { code: 'unknown_path' });
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  if (error instanceof ApiError) {
    send(response, error.status, errorBody(error));
    return;
  }
  log(`error: ${error instanceof Error ? error.stack : String(error)}`);
  send(response, 500, errorBody(new ApiError(500, `The engine failed: ${messageOf(error)}`)));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(text);
}
