import { ask } from './ask';
import type { Endpoint } from './endpoint';

/** Tells one of this project's own servers to drop the model, so that the next request is a cold one. */
export async function unload(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify({ model: endpoint.entry.modelId });
  await ask(endpoint, { path: '/models/unload', method: 'POST', body }, signal);
}

/** Can the endpoint be told to unload? Others have no such call in OpenAI's protocol. */
export function canUnload({ entry }: Endpoint): boolean {
  return entry.provider === 'embedded' || entry.provider === 'scenario';
}
