import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Payload, PayloadCodec } from '@temporalio/common';

/** No request of the Web UI or the Temporal CLI is larger, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Answers `POST /decode` and `/encode` as the Web UI and the Temporal CLI ask a codec server: JSON with `payloads`, whose
 * bytes are base64. Whoever reaches it reads everything: it is for loopback.
 *
 * @param origin - the Web UI's, whose pages may ask
 */
export function codecServer(codec: PayloadCodec, origin: string): Server {
  return createServer((request, response) => {
    answer(codec, request)
      .then(({ status, body }) => reply(response, { status, body, origin }))
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        reply(response, { status: 400, body: { message }, origin });
      });
  });
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function answer(codec: PayloadCodec, request: IncomingMessage): Promise<Answer> {
  if (request.method === 'OPTIONS') return { status: 204, body: null };
  const [, verb] = /\/(encode|decode)$/.exec(request.url ?? '') ?? [];
  if (request.method !== 'POST' || (verb !== 'encode' && verb !== 'decode')) {
    return { status: 404, body: { message: 'POST /decode or /encode' } };
  }
  const { payloads } = Object(JSON.parse(await textOf(request)));
  if (!Array.isArray(payloads)) return { status: 400, body: { message: 'expected payloads' } };
  const done = await codec[verb](payloads.map(fromJson));
  return { status: 200, body: { payloads: done.map(toJson) } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += Buffer.from(part).length;
    if (size > LARGEST) throw new RangeError(`expected at most ${LARGEST} bytes`);
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts).toString('utf8');
}

function fromJson(json: unknown): Payload {
  const { metadata, data } = Object(json);
  const entries = Object.entries(Object(metadata)).map(([name, value]) => [name, bytes(value)]);
  return { metadata: Object.fromEntries(entries), data: bytes(data) };
}

function toJson({ metadata, data }: Payload): unknown {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]);
  return { metadata: Object.fromEntries(entries), data: base64(data) };
}

function bytes(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : '', 'base64');
}

function base64(value: Uint8Array | null | undefined): string {
  return Buffer.from(value ?? []).toString('base64');
}

function reply(
  response: ServerResponse,
  { status, body, origin }: Answer & { readonly origin: string },
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'content-type, x-namespace, authorization',
  });
  response.end(body === null ? '' : JSON.stringify(body));
}
