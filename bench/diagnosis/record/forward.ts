import http from 'node:http';

/** A request on its way through the proxy. */
export interface Passing {
  readonly port: number;
  readonly path: string;
  readonly body: string;
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
}

/**
 * Passes a request on, and its answer back.
 *
 * @param change - what becomes of a good answer
 * @returns when the answer is on its way; rejects where the server could not be asked
 */
export async function forward(
  { port, path, body, request, response }: Passing,
  change = (text: string): string => text,
): Promise<void> {
  const reply = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const onward = http.request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: request.method,
        headers: { 'content-type': 'application/json' },
        agent: false,
      },
      resolve,
    );
    onward.on('error', reject);
    response.on('close', () => onward.destroy());
    onward.end(body === '' ? undefined : body);
  });
  const text = await textOf(reply);
  send(response, reply.statusCode ?? 500, reply.statusCode === 200 ? change(text) : text);
}

export function send(response: http.ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(text);
}

export async function textOf(message: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
