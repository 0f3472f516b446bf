import type { ModelClient, ModelEntry } from '../ports';
import { complete } from './complete';
import { type Environment, resolveEndpoint } from './endpoint';
import { identify } from './identify';
import { pluginClient } from './plugin-client';
import { takeRequest } from './rate-limit';
import { canUnload, unload } from './unload';

/**
 * A client for one model of the models file.
 *
 * @param options.env - where keys and the addresses of this project's own servers are looked up
 * @throws {RatchetError} `MODELS_INVALID` when the entry has no usable address, `MODEL_UNAUTHORIZED` when the
 *   environment variable that it names for its key is not set
 */
export function createModelClient(
  entry: ModelEntry,
  options: { readonly env: Environment },
): ModelClient {
  if (entry.plugin) return pluginClient(entry, options.env);
  const endpoint = resolveEndpoint(entry, options.env);
  return {
    complete: async (request, signal) => {
      signal.throwIfAborted();
      takeRequest(entry);
      return complete(endpoint, request, signal);
    },
    identify: (signal) => identify(endpoint, signal),
    unload: canUnload(endpoint) ? (signal) => unload(endpoint, signal) : null,
  };
}
