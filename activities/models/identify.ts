import { z } from 'zod';
import { RatchetError } from '../../src/errors';
import { isSameModel } from '../../src/models/same-model';
import { type ModelIdentity, ThrottledError } from '../ports';
import { ask } from './ask';
import { askInTime } from './ask-in-time';
import type { Endpoint } from './endpoint';
import { clip } from './refusal';
import { withoutKey } from './without-key';

const UNTOLD: ModelIdentity = { servedModel: null, digest: null };
/** How long an endpoint may take to say no more than that it is not Ollama. */
const DIGEST_LIMIT_MS = 5_000;
/** How long an endpoint may take to list its models. */
const LIST_LIMIT_MS = 15_000;
const NAMES_SHOWN = 10;

const modelList = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), digest: z.string().nullish().catch(null) })),
});
const ollamaTags = z.looseObject({
  models: z.array(z.looseObject({ name: z.string(), digest: z.string() })),
});

/** What an endpoint says of itself and of its model; see `ModelClient.identify`. */
export async function identify(endpoint: Endpoint, signal: AbortSignal): Promise<ModelIdentity> {
  const { entry } = endpoint;
  const { listed, simulated } = await listModels(endpoint, signal);
  if (listed.length === 0) return { ...UNTOLD, ...simulated };
  const found =
    listed.find(({ id }) => id === entry.modelId) ??
    listed.find(({ id }) => isSameModel(entry.modelId, id, entry.servedAs));
  if (!found)
    throw notListed(
      endpoint,
      listed.map(({ id }) => id),
    );
  return {
    servedModel: found.id,
    digest: found.digest ?? (await ollamaDigest(endpoint, found.id, signal)),
    ...simulated,
  };
}

/** Empty where the endpoint lists no models: many servers do not, and that is no fault. */
async function listModels(
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<{
  readonly listed: z.infer<typeof modelList>['data'];
  readonly simulated: Pick<ModelIdentity, 'simulated'>;
}> {
  const path = endpoint.entry.provider === 'anthropic' ? '/models?limit=1000' : '/models';
  try {
    const limits = { signal, limitMs: LIST_LIMIT_MS };
    const reply = await askInTime(endpoint, { path, method: 'GET' }, limits);
    const list = modelList.safeParse(JSON.parse(reply.text));
    const simulated =
      reply.headers.get('x-simulated') === 'true' ? { simulated: true as const } : {};
    return { listed: list.success ? list.data.data : [], simulated };
  } catch (error) {
    signal.throwIfAborted();
    if (isDecisive(error)) throw error;
    return { listed: [], simulated: {} };
  }
}

function isDecisive(error: unknown): boolean {
  if (error instanceof ThrottledError) return true;
  return (
    error instanceof RatchetError &&
    (error.code === 'MODEL_UNREACHABLE' || error.code === 'MODEL_UNAUTHORIZED')
  );
}

function notListed({ entry, address, key }: Endpoint, ids: readonly string[]): RatchetError {
  const shown = ids.slice(0, NAMES_SHOWN).map((id) => clip(withoutKey(id, key)));
  const more = ids.length > NAMES_SHOWN ? ` and ${ids.length - NAMES_SHOWN} more` : '';
  return new RatchetError(
    'MODEL_NOT_FOUND',
    `Cannot use model "${entry.name}": ${address} has no "${entry.modelId}", it lists ${shown.join(', ')}${more}; pull or load the model there, correct \`model\`, or add the listed name to servedAs if it is the same`,
  );
}

/** Ollama tells digests on a path of its own; every other server has nothing there. */
async function ollamaDigest(endpoint: Endpoint, id: string, signal: AbortSignal) {
  if (endpoint.entry.provider !== 'openai-compatible') return null;
  const path = new URL('/api/tags', endpoint.baseUrl);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(DIGEST_LIMIT_MS)]);
  try {
    const headers = new Headers();
    const reply = await ask(endpoint, { path, method: 'GET', headers }, limited);
    const tags = ollamaTags.parse(JSON.parse(reply.text)).models;
    return tags.find(({ name }) => isSameModel(id, name))?.digest ?? null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
