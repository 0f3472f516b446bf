import { badField, notServed } from '../http/api-error.ts';
import type { ChatRequest, Sampling } from './chat-request.ts';
import { arrayAt, type JsonObject, numberAt, objectAt, stringAt, wholeNumberAt } from './fields.ts';
import { parseFormat } from './parse-format.ts';
import { parseMessages } from './parse-messages.ts';
import { parseTools } from './parse-tools.ts';

const DEFAULT_MAX_TOKENS = 256;
const MAX_STOPS = 4;

/**
 * Reads the body of a chat completion request. Fields that are not known are ignored.
 *
 * @throws ApiError 400 naming the field that is wrong or not served
 */
export function parseRequest(body: unknown): ChatRequest {
  const fields = objectAt('body', body);
  refuseUnserved(fields);
  const request = {
    model: stringAt('model', fields['model']),
    messages: parseMessages(fields['messages']),
    tools: parseTools(fields),
    singleCall: fields['parallel_tool_calls'] === false,
    format: parseFormat(fields['response_format']),
    sampling: parseSampling(fields),
    maxTokens: parseMaxTokens(fields),
    stop: parseStop(fields['stop']),
  };
  if (request.tools.length > 0 && request.format.type !== 'text') {
    throw notServed('response_format', `"${request.format.type}" is not served with tools`);
  }
  return request;
}

function refuseUnserved(fields: JsonObject): void {
  if (fields['stream'] === true) throw notServed('stream', 'streaming is not served');
  const count = fields['n'] ?? 1;
  if (count !== 1) throw notServed('n', 'only one answer per request is served');
}

function parseSampling(fields: JsonObject): Sampling {
  const seed = fields['seed'] ?? undefined;
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw badField('seed', 'a whole number', seed);
  }
  return {
    temperature: numberAt('temperature', fields['temperature'], { low: 0, high: 2, missing: 0 }),
    topP: numberAt('top_p', fields['top_p'], { low: 0, high: 1, missing: 1 }),
    seed: seed === undefined ? undefined : Number(seed),
  };
}

function parseMaxTokens(fields: JsonObject): number {
  const name = fields['max_tokens'] === undefined ? 'max_completion_tokens' : 'max_tokens';
  const range = { low: 1, high: 1_000_000, missing: DEFAULT_MAX_TOKENS };
  return wholeNumberAt(name, fields[name], range);
}

function parseStop(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const stops = typeof value === 'string' ? [value] : arrayAt('stop', value);
  if (stops.length > MAX_STOPS) throw badField('stop', `at most ${MAX_STOPS} strings`, value);
  return stops.map((stop, index) => stringAt(`stop[${index}]`, stop)).filter((stop) => stop !== '');
}
