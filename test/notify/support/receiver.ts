import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Notification } from '../../../src/notifications/notification';

/** How a receiver meets a request: a status, no answer at all, or a cut connection. */
export type Manner = number | 'hang' | 'cut';

export interface Got {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly notification: Notification;
  readonly manner: Manner;
}

/** A webhook's receiver that fails as it is told, and keeps all that reached it. */
export interface Receiver {
  readonly url: string;
  readonly got: readonly Got[];
  /** Ids of what it said yes to, in order. */
  taken(): readonly string[];
  /** The next requests are met like this; those after them with 204. */
  next(...manners: readonly Manner[]): void;
  stop(): Promise<void>;
}

export async function startReceiver(port = 0): Promise<Receiver> {
  const got: Got[] = [];
  const manners: Manner[] = [];
  const server = createServer((request, response) => {
    void take(request).then((body) => {
      const manner = manners.shift() ?? 204;
      got.push({ headers: request.headers, body, notification: JSON.parse(body), manner });
      meet(response, manner);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    got,
    taken: () => got.filter(({ manner }) => manner === 204).map((each) => each.notification.id),
    next: (...more) => void manners.push(...more),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function take(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

function meet(response: ServerResponse, manner: Manner): void {
  if (manner === 'hang') return;
  if (manner === 'cut') response.socket?.destroy();
  else response.writeHead(manner, { location: 'http://127.0.0.1:1/' }).end();
}
