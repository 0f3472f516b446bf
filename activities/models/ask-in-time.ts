import { RatchetError } from '../../src/errors';
import { type Ask, ask } from './ask';
import type { Endpoint } from './endpoint';
import type { Reply } from './exchange';

/**
 * A request whose answer takes no model's thinking: an endpoint that accepts it and stays silent is as good as down.
 *
 * @param options.limitMs - how long it may take, in milliseconds
 * @throws {RatchetError} `MODEL_UNREACHABLE` past the limit, else what `ask` throws
 */
export async function askInTime(
  endpoint: Endpoint,
  what: Ask,
  { signal, limitMs }: { readonly signal: AbortSignal; readonly limitMs: number },
): Promise<Reply> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    return await ask(endpoint, what, AbortSignal.any([signal, limit]));
  } catch (error) {
    if (signal.aborted || !limit.aborted) throw error;
    throw new RatchetError(
      'MODEL_UNREACHABLE',
      `Cannot reach model "${endpoint.entry.name}": ${endpoint.address} accepted a request (${what.method} ${String(what.path)}) and did not answer within ${limitMs / 1000} s; it may hang`,
      { cause: error },
    );
  }
}
