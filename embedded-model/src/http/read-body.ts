import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';

export const MAX_BODY_BYTES = 1 << 20;

/**
 * The body of a request, as JSON; undefined when there is none.
 *
 * @throws ApiError 413 when it is larger than {@link MAX_BODY_BYTES}, 400 when it is not JSON
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const text = (await readBytes(request)).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'body: expected JSON', { code: 'invalid_json' });
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): ApiError {
  return new ApiError(413, `body: expected at most ${MAX_BODY_BYTES} bytes`, {
    code: 'body_too_large',
  });
}
