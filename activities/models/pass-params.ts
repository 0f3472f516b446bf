import { RatchetError } from '../../src/errors';
import { isJsonObject, type Json } from '../../src/json';
import type { ModelRequest } from '../ports';

/** What the harness itself decides in a request. */
const OWN_FIELDS = [
  'model',
  'messages',
  'tools',
  'response_format',
  'stream',
  'n',
  'temperature',
  'seed',
];

/**
 * Refuses provider parameters that would replace what the harness decides.
 *
 * @throws {RatchetError} `SPEC_INAPPLICABLE`
 */
export function checkParams(params: ModelRequest['params']): void {
  const taken = OWN_FIELDS.filter((name) => name in params);
  if (taken.length === 0) return;
  throw new RatchetError(
    'SPEC_INAPPLICABLE',
    `Cannot pass on params: ${taken.join(', ')} cannot be set there; the spec and the variant decide it`,
  );
}

/** The request's body with provider parameters passed through as they are. */
export function withParams(body: string, params: ModelRequest['params']): string {
  // `max_tokens` goes another way, because some models want it under another name.
  const { max_tokens: limit, ...others } = params;
  const passed = typeof limit === 'number' ? others : params;
  const fields: Json = JSON.parse(body);
  return isJsonObject(fields) ? JSON.stringify({ ...fields, ...passed }) : body;
}
