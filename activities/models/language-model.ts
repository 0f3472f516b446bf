import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { Endpoint } from './endpoint';

/** Under this name the provider reads its own options, for every endpoint that speaks OpenAI's protocol. */
export const COMPATIBLE = 'endpoint';

/** The AI SDK's provider for an endpoint. At this level it makes one request per `doGenerate` and retries nothing. */
export function languageModel(endpoint: Endpoint, fetch: typeof globalThis.fetch): LanguageModelV3 {
  const { entry, baseUrl } = endpoint;
  // An empty key keeps the provider from looking for one in the process environment by itself.
  const settings = { baseURL: baseUrl, apiKey: endpoint.key ?? '', fetch };
  switch (entry.provider) {
    case 'openai':
      return createOpenAI(settings).chat(entry.modelId);
    case 'anthropic':
      return createAnthropic(settings)(entry.modelId);
    case 'openai-compatible':
    case 'embedded':
    case 'scenario':
      return createOpenAICompatible({
        ...settings,
        name: COMPATIBLE,
        supportsStructuredOutputs: true,
      })(entry.modelId);
  }
}
