import { createModelClient } from '../../../activities/models/create-model-client';
import type { ModelEntry, ModelRequest } from '../../../activities/ports';
import { RatchetError } from '../../../src/errors';
import type { Question } from '../../../src/variants/variant';

/** Stands for a secret: it must turn up nowhere but in a request's own header. */
export const CANARY = 'sk-canary-0123456789abcdef';
export const ENV = { TEST_KEY: CANARY };

export const WEATHER = {
  name: 'get_weather',
  description: 'Get the weather of a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
} as const;

export function entryAt(baseUrl: string | null, changes: Partial<ModelEntry> = {}): ModelEntry {
  return {
    name: 'lfm',
    provider: 'openai-compatible',
    baseUrl,
    modelId: 'tiny',
    apiKeyEnv: 'TEST_KEY',
    slots: 1,
    pool: 'lfm',
    requestsPerMinute: null,
    prices: null,
    servedAs: [],
    ...changes,
  };
}

export function clientAt(baseUrl: string | null, changes: Partial<ModelEntry> = {}) {
  return createModelClient(entryAt(baseUrl, changes), { env: ENV });
}

export function requestOf(
  question: Partial<Question> = {},
  changes: Partial<ModelRequest> = {},
): ModelRequest {
  const messages = [{ role: 'user', content: 'Hello' }] as const;
  return {
    question: { messages, maxTokens: 64, ...question },
    temperature: 0,
    seed: 7,
    params: {},
    ...changes,
  };
}

/** What a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new RangeError('Expected a failure with an Error');
}

/** The code of a domain error; the name of any other. */
export function codeOf(error: Error): string {
  return error instanceof RatchetError ? error.code : error.name;
}

/** Everything that could be written down of an error, with its causes. */
export function allTextOf(error: Error): string {
  const own = [error.name, error.message, error.stack, JSON.stringify(error)].join('\n');
  return error.cause instanceof Error ? `${own}\n${allTextOf(error.cause)}` : own;
}
