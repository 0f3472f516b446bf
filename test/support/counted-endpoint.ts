import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** An endpoint in front of another one, that counts how many chat requests are under way at once. */
export interface CountedEndpoint {
  readonly url: string;
  /** The most at once since the start. */
  most(): number;
  /** Whose requests they were, in order: what the system prompt says in `You work for NAME.` */
  readonly owners: readonly string[];
  close(): Promise<void>;
}

const asked = z.looseObject({ messages: z.array(z.looseObject({ content: z.unknown() })) });

export async function startCountedEndpoint(target: string): Promise<CountedEndpoint> {
  const owners: string[] = [];
  let open = 0;
  let most = 0;
  const server = http.createServer((request, response) => {
    const forward = async (): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const isChat = request.url?.endsWith('/chat/completions') === true;
      if (isChat) {
        owners.push(ownerOf(body.toString()));
        open += 1;
        most = Math.max(most, open);
      }
      try {
        const answer = await fetch(`${target}${request.url}`, {
          method: request.method ?? 'GET',
          headers: { 'content-type': 'application/json' },
          ...(body.length > 0 && { body }),
        });
        const text = await answer.text();
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
      } finally {
        if (isChat) open -= 1;
      }
    };
    forward().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.custom<AddressInfo>().parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    most: () => most,
    owners,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function ownerOf(body: string): string {
  const { messages } = asked.parse(JSON.parse(body));
  const said = messages.map(({ content }) => JSON.stringify(content)).join(' ');
  return /You work for ([a-z0-9-]+)\./.exec(said)?.[1] ?? 'nobody';
}
