import { RatchetError } from '../../src/errors';
import { connectionFault } from './connection-fault';
import type { Endpoint } from './endpoint';
import { ANSWER_LIMIT_BYTES, ConnectionError, exchange, type Reply } from './exchange';
import { type Carried, readRefusal } from './refusal';
import { refusalFault } from './refusal-fault';
import { withoutSecret } from './without-key';

export interface Ask {
  /** Below the base URL, with its slash: `/models`. Or a whole URL. */
  readonly path: string | URL;
  readonly method: 'GET' | 'POST';
  readonly headers?: Headers;
  readonly body?: string;
  readonly carried?: Carried;
}

const NOTHING_CARRIED: Carried = { tools: false, answerSchema: false, factors: [] };

/**
 * Makes exactly one request to an endpoint and gives its answer, which is a good one: all else is thrown.
 *
 * @throws {RatchetError} one of the MODEL_… codes or `SPEC_INAPPLICABLE`
 * @throws {ThrottledError} on 429, 503 and 529
 * @throws {UnreadableCallError} when the endpoint could not read its model's call
 * @throws the signal's reason when it was aborted
 */
export async function ask(endpoint: Endpoint, what: Ask, signal: AbortSignal): Promise<Reply> {
  const url =
    typeof what.path === 'string' ? new URL(`${endpoint.baseUrl}${what.path}`) : what.path;
  const reply = await exchangeWith(endpoint, url, { what, signal });
  const refusal = readRefusal(reply, {
    endpoint,
    url: `${url.origin}${url.pathname}`,
    carried: what.carried ?? NOTHING_CARRIED,
  });
  if (refusal) throw refusalFault(refusal);
  if (!reply.tooLarge) return reply;
  throw new RatchetError(
    'MODEL_ANSWER_TOO_LARGE',
    `Cannot use the answer of model "${endpoint.entry.name}": it is larger than ${ANSWER_LIMIT_BYTES / 1024 / 1024} MiB, reading stopped there`,
  );
}

async function exchangeWith(
  endpoint: Endpoint,
  url: URL,
  { what, signal }: { what: Ask; signal: AbortSignal },
): Promise<Reply> {
  const headers = what.headers ?? keyHeaders(endpoint);
  try {
    const request = { url, method: what.method, headers, body: what.body ?? null };
    return withoutSecrets(await exchange(request, signal), endpoint);
  } catch (error) {
    if (error instanceof ConnectionError) throw connectionFault(error, endpoint);
    throw error;
  }
}

/** Before anything reads it: what an endpoint repeats would go on into transcripts, messages and histories. */
function withoutSecrets(reply: Reply, { key }: Endpoint): Reply {
  const headers = [...reply.headers].map(([name, value]): [string, string] => [
    name,
    withoutSecret(value, key),
  ]);
  return { ...reply, headers: new Headers(headers), text: withoutSecret(reply.text, key) };
}

function keyHeaders({ entry, key }: Endpoint): Headers {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (entry.provider === 'anthropic') headers.set('anthropic-version', '2023-06-01');
  if (key === null) return headers;
  if (entry.provider === 'anthropic') headers.set('x-api-key', key);
  else headers.set('authorization', `Bearer ${key}`);
  return headers;
}
