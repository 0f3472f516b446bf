import { askInTime } from './ask-in-time';
import type { Endpoint } from './endpoint';

/** It waits its turn behind a generation that is being given up. */
const UNLOAD_LIMIT_MS = 120_000;

/** Tells one of this project's own servers to drop the model, so that the next request is a cold one. */
export async function unload(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify({ model: endpoint.entry.modelId });
  const what = { path: '/models/unload', method: 'POST', body } as const;
  await askInTime(endpoint, what, { signal, limitMs: UNLOAD_LIMIT_MS });
}

/** Can the endpoint be told to unload? Others have no such call in OpenAI's protocol. */
export function canUnload({ entry }: Endpoint): boolean {
  return entry.provider === 'embedded' || entry.provider === 'scenario';
}
