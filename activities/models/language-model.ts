import { AsyncLocalStorage } from 'node:async_hooks';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { Endpoint } from './endpoint';

/** Under this name the provider reads its own options, for every endpoint that speaks OpenAI's protocol. */
export const COMPATIBLE = 'endpoint';

type Fetch = typeof globalThis.fetch;

const models = new WeakMap<Endpoint, LanguageModelV3>();
/** Of the call that is under way: the model of an endpoint is made once, since each makes its schemas anew. */
const fetches = new AsyncLocalStorage<Fetch>();

/**
 * Asks an endpoint through the AI SDK's provider, which makes one request per `doGenerate` at this level and retries
 * nothing.
 *
 * @param fetch - makes the requests of this piece of work
 */
export function throughLanguageModel<T>(
  endpoint: Endpoint,
  fetch: Fetch,
  work: (model: LanguageModelV3) => Promise<T>,
): Promise<T> {
  const model = models.get(endpoint) ?? languageModel(endpoint);
  models.set(endpoint, model);
  return fetches.run(fetch, () => work(model));
}

const fetchOfThisCall: Fetch = async (input, init) => {
  const fetch = fetches.getStore();
  if (!fetch) throw new Error('A request outside of throughLanguageModel');
  return fetch(input, init);
};

function languageModel(endpoint: Endpoint): LanguageModelV3 {
  const { entry, baseUrl } = endpoint;
  // An empty key keeps the provider from looking for one in the process environment by itself.
  const settings = { baseURL: baseUrl, apiKey: endpoint.key ?? '', fetch: fetchOfThisCall };
  switch (entry.provider) {
    case 'openai':
      return createOpenAI(settings).chat(entry.modelId);
    case 'anthropic':
      return createAnthropic(settings)(entry.modelId);
    case 'openai-compatible':
    case 'embedded':
    case 'scenario':
    // Never asked this way: create-model-client gives it a client of its own.
    case 'plugin':
      return createOpenAICompatible({
        ...settings,
        name: COMPATIBLE,
        supportsStructuredOutputs: true,
      })(entry.modelId);
  }
}
