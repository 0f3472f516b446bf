import type { Call } from './call.ts';

/** Whether the server answers, what is in memory and how many requests wait. */
export async function health({ host }: Call): Promise<unknown> {
  return { status: 'ok', loaded: host.loaded(), queued: host.queued() };
}

/** The models that can be asked for, each with the hash of its weights. */
export async function listModels({ host }: Call): Promise<unknown> {
  const loaded = host.loaded();
  return {
    object: 'list',
    data: host.models.map(({ name, sha256 }) => ({
      id: name,
      object: 'model',
      owned_by: 'ratchet-embedded-model',
      digest: `sha256:${sha256}`,
      loaded: loaded.includes(name),
    })),
  };
}
