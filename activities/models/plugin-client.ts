import { createHash } from 'node:crypto';
import { RatchetError } from '../../src/errors';
import {
  PROVIDER_ANSWERS,
  providerAnswer,
  providerIdentity,
} from '../../src/plugins/parse-provider-answer';
import type { ProviderRequest } from '../../src/plugins/plugin';
import { answerOf } from '../plugins/answer-of';
import { exportsOf } from '../plugins/call-plugin';
import type { PluginFile } from '../plugins/plugin-file';
import type { ModelClient, ModelEntry, ModelRequest } from '../ports';
import { type Environment, findKey } from './endpoint';
import { checkParams } from './pass-params';
import { checkServed, readAnswer } from './plugin-answer';
import { takeRequest } from './rate-limit';
import { withoutSecret } from './without-key';

/** On one call; the spec's own limit on it is shorter. */
const COMPLETE_LIMIT_MS = 24 * 3_600_000;
const IDENTIFY_LIMIT_MS = 15_000;

/**
 * A client that asks through a plug-in of the models file.
 *
 * @throws {RatchetError} `MODEL_UNAUTHORIZED` when the variable that the entry names for its key is not set
 */
export function pluginClient(entry: ModelEntry, env: Environment): ModelClient {
  const key = findKey(entry, env);
  const model = { name: entry.name, id: entry.modelId, baseUrl: entry.baseUrl, apiKey: key };
  return {
    complete: async (request, signal) => {
      signal.throwIfAborted();
      checkParams(request.params);
      takeRequest(entry);
      const call = {
        name: 'complete',
        input: inputOf(model, request),
        limitMs: COMPLETE_LIMIT_MS,
        signal,
      };
      const expected = { schema: providerAnswer, inWords: PROVIDER_ANSWERS };
      const told = await withoutKey(key, async () => answerOf(pluginOf(entry), call, expected));
      return readAnswer(entry, told);
    },
    identify: async (signal) => {
      const plugin = pluginOf(entry);
      const names = await withoutKey(key, () => exportsOf(plugin));
      const call = { name: 'identify', input: model, limitMs: IDENTIFY_LIMIT_MS, signal };
      const expected = { schema: providerIdentity, inWords: '{servedModel?, digest?}' };
      const { servedModel, digest } = names.includes('identify')
        ? await withoutKey(key, () => answerOf(plugin, call, expected))
        : { servedModel: null, digest: null };
      if (servedModel !== null) checkServed(entry, servedModel);
      return { servedModel, digest: digestOf(plugin, digest) };
    },
    unload: null,
  };
}

/** What it says may hold the key, which was handed to it. */
async function withoutKey<T>(key: string | null, work: () => Promise<T>): Promise<T> {
  try {
    const text = JSON.stringify(await work());
    return JSON.parse(withoutSecret(text, key));
  } catch (error) {
    if (!(error instanceof RatchetError)) throw error;
    throw new RatchetError(error.code, withoutSecret(error.message, key));
  }
}

function pluginOf({ plugin }: ModelEntry): PluginFile {
  return { file: plugin?.file ?? '', sha256: plugin?.sha256 ?? '' };
}

/** Evidence made through another file is void, as with other weights under the old name. */
function digestOf({ sha256 }: PluginFile, told: string | null): string {
  const both = createHash('sha256')
    .update(`${sha256}\n${told ?? ''}`)
    .digest('hex');
  return `plugin:${both}`;
}

function inputOf(model: ProviderRequest['model'], request: ModelRequest) {
  const { question, temperature, seed, params } = request;
  const { max_tokens: limit, ...others } = params;
  const maxTokens = typeof limit === 'number' ? limit : question.maxTokens;
  return JSON.parse(
    JSON.stringify({ model, ...question, maxTokens, temperature, seed, params: others }),
  );
}
