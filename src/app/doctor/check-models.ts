import { createModelClient } from '../../../activities/models/create-model-client';
import { type ModelClient, type ModelEntry, ThrottledError } from '../../../activities/ports';
import { RatchetError } from '../../errors';
import type { Check } from './check';
import { type Found, fault, ok, warning } from './finding';

/** For one look at an endpoint, in milliseconds; loading a model for a first answer takes longer than listing it. */
const LOOK_LIMIT_MS = 20_000;
const ANSWER_LIMIT_MS = 300_000;

/** Does each endpoint answer, take the key and have the model? One cheap request each; no model writes anything. */
export const checkModels: Check = {
  name: 'models',
  run: async ({ models, env, generate }) => {
    if (models.value === null) return [fault(models.why, models.mend)];
    return Promise.all(
      Object.values(models.value).map((entry) => modelFinding(entry, { env, generate })),
    );
  },
};

async function modelFinding(
  entry: ModelEntry,
  { env, generate }: { readonly env: NodeJS.ProcessEnv; readonly generate: boolean },
): Promise<Found> {
  const started = performance.now();
  try {
    const client = createModelClient(entry, { env });
    const { servedModel } = await client.identify(AbortSignal.timeout(LOOK_LIMIT_MS));
    const served =
      servedModel === null
        ? 'lists no models, so it is only known to be there'
        : `has ${servedModel}`;
    const answered = generate ? await oneAnswer(client) : '';
    return ok(`${entry.name}: ${entry.provider} ${served} (${since(started)})${answered}`);
  } catch (error) {
    return trouble(entry, error);
  }
}

async function oneAnswer(client: ModelClient): Promise<string> {
  const started = performance.now();
  const question = { messages: [{ role: 'user', content: 'Say yes.' } as const], maxTokens: 8 };
  const request = { question, temperature: 0, seed: 1, params: {} };
  const { usage } = await client.complete(request, AbortSignal.timeout(ANSWER_LIMIT_MS));
  const tokens =
    usage === null ? 'tokens untold' : `${usage.inputTokens + usage.outputTokens} tokens`;
  return `; answered in ${since(started)}, ${tokens}`;
}

function trouble({ name, modelId }: ModelEntry, error: unknown): Found {
  if (error instanceof ThrottledError) {
    const wait =
      error.retryAfterMs === null ? '' : `; it asks for ${Math.ceil(error.retryAfterMs / 1000)} s`;
    return warning(
      `${name}: ${error.message}${wait}`,
      'wait, or lower requestsPerMinute in the models file',
    );
  }
  if (!(error instanceof RatchetError)) {
    return fault(
      `${name}: ${error instanceof Error ? error.message : String(error)}`,
      'look at the endpoint’s log',
    );
  }
  return fault(
    `${name}: ${error.code}: ${error.message}`,
    MENDS[error.code]?.(modelId) ?? 'docs/models.md tells what each fault means',
  );
}

const MENDS: Partial<Record<string, (modelId: string) => string>> = {
  MODEL_UNREACHABLE: () => 'start the endpoint, or correct baseUrl in the models file',
  MODEL_UNAUTHORIZED: () => 'set the variable that apiKeyEnv names, here and where the worker runs',
  MODEL_NOT_FOUND: (modelId) =>
    `load "${modelId}" there (Ollama: ollama pull ${modelId}), or correct model in the models file`,
  MODELS_INVALID: () => 'correct the models file: ratchet validate models.yaml',
};

function since(started: number): string {
  return `${Math.round(performance.now() - started)} ms`;
}
