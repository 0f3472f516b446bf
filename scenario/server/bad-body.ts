import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { SIMULATED } from './reply';

const HEADERS = { ...SIMULATED, 'content-type': 'application/json' } as const;

export function malformedJson(response: ServerResponse): void {
  response.writeHead(200, HEADERS);
  response.end('{"object": "chat.completion", "choices": [{"index": 0,, "mess');
}

/** Announces a whole answer, sends half of it and hangs up. */
export function halfBody(response: ServerResponse): void {
  const body = JSON.stringify({ object: 'chat.completion', choices: [{ index: 0 }] });
  response.writeHead(200, { ...HEADERS, 'content-length': body.length });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}

const MEGABYTE = 'x'.repeat(1024 * 1024);
const BEFORE =
  '{"object":"chat.completion","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"';
const AFTER = '"}}]}';

/** A well-formed answer of so many megabytes, sent as fast as the client reads. */
export async function hugeAnswer(
  megabytes: number,
  response: ServerResponse,
  left: AbortSignal,
): Promise<void> {
  response.writeHead(200, HEADERS);
  response.write(BEFORE);
  for (let sent = 0; sent < megabytes; sent += 1) {
    if (!response.write(MEGABYTE)) await once(response, 'drain', { signal: left });
  }
  response.end(AFTER);
}
