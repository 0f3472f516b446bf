import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A stand-in for the official place: serves one file under any path, and misbehaves on request. */
export interface WeightsServer {
  readonly url: string;
  /** The `Range` header of each request so far, "whole" where there was none. */
  readonly ranges: string[];
  readonly close: () => Promise<void>;
}

export interface Behaviour {
  /** Cuts this many answers off after half of what they should send. */
  readonly cuts?: number;
  /** Sends this many bytes and then nothing more, keeping the connection open. */
  readonly stallsAt?: number;
  readonly status?: number;
  readonly ignoresRanges?: boolean;
}

export async function weightsServer(
  content: Buffer,
  behaviour: Behaviour = {},
): Promise<WeightsServer> {
  const ranges: string[] = [];
  let cutsLeft = behaviour.cuts ?? 0;
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? 'whole');
    if (behaviour.status !== undefined) {
      response.writeHead(behaviour.status).end();
      return;
    }
    const rest = content.subarray(writeHead(request, response, { content, behaviour }));
    if (behaviour.stallsAt !== undefined) {
      response.write(rest.subarray(0, behaviour.stallsAt));
    } else if (cutsLeft > 0) {
      cutsLeft -= 1;
      response.write(rest.subarray(0, rest.length / 2), () => response.destroy());
    } else response.end(rest);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The offset that the answer begins at. */
function writeHead(
  request: IncomingMessage,
  response: ServerResponse,
  { content, behaviour }: Readonly<{ content: Buffer; behaviour: Behaviour }>,
): number {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (start === 0 || behaviour.ignoresRanges) {
    response.writeHead(200, { 'content-length': content.length });
    return 0;
  }
  response.writeHead(206, {
    'content-length': content.length - start,
    'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
  });
  return start;
}
