import {
  APICallError,
  InvalidResponseDataError,
  JSONParseError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { RatchetError } from '../../src/errors';
import type { Endpoint } from './endpoint';
import { clip } from './refusal';
import { withoutKey } from './without-key';

/** What the SDK made of a request that it could not put, or of an answer that it could not read. */
export function answerFault(error: unknown, endpoint: Endpoint): unknown {
  const { entry } = endpoint;
  if (UnsupportedFunctionalityError.isInstance(error)) {
    return new RatchetError(
      'SPEC_INAPPLICABLE',
      `Cannot ask model "${entry.name}": ${entry.provider} takes no ${error.functionality}`,
    );
  }
  if (InvalidResponseDataError.isInstance(error)) {
    return unreadable(endpoint, 'it holds no choices', JSON.stringify(error.data));
  }
  if (!APICallError.isInstance(error)) return error;
  return unreadable(endpoint, whatIsWrong(error), error.responseBody ?? '');
}

function whatIsWrong(error: APICallError): string {
  if (!error.responseBody?.trim()) return 'it is empty';
  if (!JSONParseError.isInstance(error.cause)) return 'it is JSON, but no chat completion';
  return /^\s*[{[]/.test(error.responseBody) && !/[}\]]\s*$/.test(error.responseBody)
    ? 'it is JSON that breaks off in the middle'
    : 'it is not JSON';
}

function unreadable({ entry, address, key }: Endpoint, what: string, body: string): RatchetError {
  const begin = clip(withoutKey(body.slice(0, 2_000), key)).slice(0, 120);
  const quote = begin === '' ? '' : `: ${begin}`;
  return new RatchetError(
    'MODEL_ANSWER_UNREADABLE',
    `Cannot read the answer of model "${entry.name}" from ${address}: ${what}${quote}`,
  );
}
