import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

/** A chat completion, as the endpoint saw it; milliseconds since 1970. */
export interface WatchedRequest {
  /** What the system prompt says in `You work for NAME.` */
  readonly owner: string;
  readonly begun: number;
  readonly ended: number;
}

/** An endpoint in front of another one, that writes down whose chat requests were under way when. */
export interface WatchedEndpoint {
  readonly url: string;
  /** Those that are over, in the order in which they ended. */
  readonly requests: readonly WatchedRequest[];
  /** The most that were under way at once since the start. */
  most(): number;
  /** From now on chat requests wait here. */
  hold(): void;
  /** Those that wait go on, and no further one waits. */
  letGo(): void;
  /** Whose requests wait now; one whose client has gone waits no longer. */
  waiting(): readonly string[];
  close(): Promise<void>;
}

const asked = z.looseObject({ messages: z.array(z.looseObject({ content: z.unknown() })) });

export async function watchEndpoint(target: string): Promise<WatchedEndpoint> {
  const requests: WatchedRequest[] = [];
  const { passes, ...gate } = createGate();
  let open = 0;
  let most = 0;
  const watched = async (owner: string, { passing, passOn }: Chat): Promise<void> => {
    const begun = Date.now();
    open += 1;
    most = Math.max(most, open);
    try {
      if (!(await passing)) return;
      await passOn();
      requests.push({ owner, begun, ended: Date.now() });
    } finally {
      open -= 1;
    }
  };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const passOn = () => ask(`${target}${request.url}`, { request, body, response });
    if (request.url?.endsWith('/chat/completions') !== true) return passOn();
    const owner = ownerOf(body.toString());
    return watched(owner, { passing: passes(owner, response), passOn });
  };
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    ...gate,
    url: `http://127.0.0.1:${address.port}`,
    requests,
    most: () => most,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** A chat request on its way. */
interface Chat {
  /** False: its client has gone. */
  readonly passing: Promise<boolean>;
  readonly passOn: () => Promise<void>;
}

/** Asks the endpoint behind, and answers as it does. */
async function ask(
  url: string,
  {
    request: { method = 'GET' },
    body,
    response,
  }: {
    readonly request: IncomingMessage;
    readonly body: Buffer;
    readonly response: ServerResponse;
  },
): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, ...(body.length > 0 && { body }) });
  response.writeHead(answer.status, headers).end(await answer.text());
}

/** Where requests wait while it is shut. */
function createGate() {
  const held = new Map<ServerResponse, { readonly owner: string; readonly go: () => void }>();
  let isShut = false;
  return {
    hold: () => {
      isShut = true;
    },
    letGo: () => {
      isShut = false;
      for (const { go } of held.values()) go();
    },
    waiting: () => [...held.values()].map(({ owner }) => owner),
    passes: async (owner: string, response: ServerResponse): Promise<boolean> => {
      if (!isShut) return true;
      await new Promise<void>((go) => {
        held.set(response, { owner, go });
        response.on('close', go);
      });
      held.delete(response);
      return !response.destroyed;
    },
  };
}

function ownerOf(body: string): string {
  const { messages } = asked.parse(JSON.parse(body));
  const said = messages.map(({ content }) => JSON.stringify(content)).join(' ');
  return /You work for ([a-z0-9-]+)\./.exec(said)?.[1] ?? 'nobody';
}
