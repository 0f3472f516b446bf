import { createServer, request } from 'node:http';

/** One address behind which the endpoint can be exchanged: what a server does whose model is not what it was. */
export interface SwitchedEndpoint {
  readonly url: string;
  /** From now on requests go to this address. */
  switchTo(url: string): void;
  close(): Promise<void>;
}

/** Passes every request on, as it is, to the endpoint of the moment. */
export async function switchedEndpoint(first: string): Promise<SwitchedEndpoint> {
  let target = first;
  const server = createServer((incoming, answer) => {
    const { origin, host } = new URL(target);
    const headers = { ...incoming.headers, host };
    const method = incoming.method ?? 'GET';
    const passed = request(`${origin}${incoming.url}`, { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}`,
    switchTo: (url) => {
      target = url;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
