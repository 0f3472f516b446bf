import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where fetched weights are kept: `RATCHET_CACHE`, else the user's cache folder. */
export function weightsFolder(env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), 'weights');
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  if (env['RATCHET_CACHE']) return env['RATCHET_CACHE'];
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'ratchet');
}
