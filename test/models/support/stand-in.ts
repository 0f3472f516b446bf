import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { z } from 'zod';

/** A request as the stand-in saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

export interface StandIn {
  /** Ends in `/v1`. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly Seen[];
  /** Sockets that are open now. */
  openSockets(): number;
  close(): Promise<void>;
}

export type Behaviour = (response: http.ServerResponse, seen: Seen) => void;

/** A real server on a free loopback port that answers each request as it is told. */
export async function startStandIn(behave: Behaviour): Promise<StandIn> {
  const requests: Seen[] = [];
  const server = http.createServer((request, response) => {
    const answer = (seen: Seen) => {
      requests.push(seen);
      behave(response, seen);
    };
    // A client that goes away while it asks gets no answer.
    readRequest(request).then(answer, () => response.destroy());
  });
  return { ...(await listen(server)), requests };
}

/** A server below HTTP: gets the socket once the client has sent something. */
export async function startRawStandIn(behave: (socket: net.Socket) => void): Promise<StandIn> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => behave(socket));
  });
  return { ...(await listen(server)), requests: [] };
}

/** Answers every request with this status, body and headers. */
export function answers(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Behaviour {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  };
}

async function readRequest(request: http.IncomingMessage): Promise<Seen> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: z.record(z.string(), z.unknown()).parse(JSON.parse(text || '{}')),
  };
}

async function listen(server: net.Server): Promise<Omit<StandIn, 'requests'>> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.custom<AddressInfo>().parse(server.address());
  return {
    port,
    url: `http://127.0.0.1:${port}/v1`,
    openSockets: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
