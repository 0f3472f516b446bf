import { printable } from '../../src/printable';
import type { Endpoint } from './endpoint';
import type { Reply } from './exchange';
import { readToldError, standsForAnswer, type ToldError } from './told-error';
import { withoutKey } from './without-key';

/** What a request carried that an endpoint may not be able to serve. */
export interface Carried {
  readonly tools: boolean;
  readonly answerSchema: boolean;
  /** Names of the sampling and provider parameters that a spec may change. */
  readonly factors: readonly string[];
}

/** A reply that is no answer: the endpoint says no, in its own words. */
export interface Refusal {
  readonly endpoint: Endpoint;
  readonly carried: Carried;
  /** What was asked, as messages may show it. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  /** What the endpoint says, without the key, at most 300 characters; may be empty. */
  readonly words: string;
  /** The endpoint's own names for the fault (`model_not_found`); may be empty. */
  readonly kind: string;
  /** What the model had written, where the endpoint tells it; else empty. */
  readonly written: string;
}

const WORDS_LIMIT = 300;

/** Reads a refusal from a reply; null when the reply is a good answer. */
export function readRefusal(
  reply: Reply,
  request: Pick<Refusal, 'endpoint' | 'carried' | 'url'>,
): Refusal | null {
  const succeeded = reply.status >= 200 && reply.status < 300;
  if (succeeded && !standsForAnswer(reply.text)) return null;
  const told = readToldError(reply.text) ?? plainWords(reply.text);
  const { key } = request.endpoint;
  return {
    ...request,
    status: succeeded ? (told.status ?? 500) : reply.status,
    headers: reply.headers,
    words: clip(withoutKey(told.words, key)),
    kind: withoutKey(told.kind, key),
    written: withoutKey(told.written, key),
  };
}

/** The text on one line, cut where it is long. */
export function clip(text: string): string {
  const line = printable(text.replaceAll(/\s+/g, ' ').trim());
  return line.length > WORDS_LIMIT ? `${line.slice(0, WORDS_LIMIT)}…` : line;
}

/** Pages of HTML say nothing that a status does not. */
function plainWords(text: string): ToldError {
  const words = /^\s*</.test(text) ? '' : text;
  return { words, kind: '', written: '', status: null };
}
