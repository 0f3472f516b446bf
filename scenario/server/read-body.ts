import type { IncomingMessage } from 'node:http';
import { type Json, parseJson } from '../json';
import { Refusal } from './reply';

const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** A request's body as JSON. @throws {Refusal} 413 over 8 MiB, 400 where it is no JSON */
export async function readBody(request: IncomingMessage): Promise<Json> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part: Uint8Array = chunk;
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) {
      throw new Refusal(413, `The request is larger than ${MAX_BODY_BYTES} bytes`);
    }
    chunks.push(part);
  }
  const body = parseJson(Buffer.concat(chunks).toString('utf8'));
  if (body === undefined) throw new Refusal(400, 'The request body is not JSON');
  return body;
}
