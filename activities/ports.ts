import type { Json } from '../src/json';

export type { ModelEntry } from '../src/models/model-entry';

import type { Question, RawAnswer } from '../src/variants/variant';

/**
 * One model behind one endpoint. The contract for every provider:
 * it makes one request per `complete`, retries nothing, and gives the raw answer.
 */
export interface ModelClient {
  /**
   * Asks once.
   *
   * @throws {RatchetError} one of the MODEL_… codes, `SERVED_OTHER_MODEL` or `SPEC_INAPPLICABLE`
   * @throws {ThrottledError} on 429 and 503, with the wait that the endpoint asks for
   * @throws the signal's reason when it was aborted
   */
  complete(request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer>;
  /** Makes the next request a cold one; null where the endpoint cannot be told to unload. */
  readonly unload: ((signal: AbortSignal) => Promise<void>) | null;
  /** What the endpoint says of itself; also proves that it is there and knows the model and the key. */
  identify(signal: AbortSignal): Promise<ModelIdentity>;
}

export interface ModelRequest {
  readonly question: Question;
  /** In [0, 2]. */
  readonly temperature: number;
  /** Left out of the request where the endpoint takes none. */
  readonly seed: number;
  /** Provider parameters passed through as they are (`num_ctx`, `keep_alive`, `think`, `max_tokens`, `top_p`). */
  readonly params: Readonly<Record<string, Json>>;
}

export interface ModelAnswer {
  readonly raw: RawAnswer;
  /** The model that the endpoint says it served; null where it does not say. */
  readonly servedModel: string | null;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
  /** Milliseconds that the request waited at the endpoint before its turn, where the endpoint tells; else 0. */
  readonly queueMs: number;
}

export interface ModelIdentity {
  readonly servedModel: string | null;
  /** Of the weights, where the endpoint tells it. */
  readonly digest: string | null;
  /** It says itself that its answers are played; not there: it does not. */
  readonly simulated?: true;
}

/** The endpoint asks to wait: neither a failure nor a time-out of the item. */
export class ThrottledError extends Error {
  override readonly name = 'ThrottledError';
  /** How long it asks to wait, in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}
