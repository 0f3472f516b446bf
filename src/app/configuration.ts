import { resolve } from 'node:path';

export { type TemporalConnection, temporalConnection } from './temporal-connection';

/** What this process was told by its environment. */
export interface Configuration {
  readonly dataDir: string;
  readonly modelsFile: string;
  /** Keeps several installations on one server apart; empty for most. */
  readonly queuePrefix: string;
}

/** `RATCHET_DATA`, `RATCHET_MODELS` and `RATCHET_QUEUE_PREFIX`, with their defaults. */
export function configuration(env: NodeJS.ProcessEnv = process.env): Configuration {
  return {
    dataDir: resolve(env['RATCHET_DATA'] || 'ratchet-data'),
    modelsFile: resolve(env['RATCHET_MODELS'] || 'models.yaml'),
    queuePrefix: env['RATCHET_QUEUE_PREFIX'] ?? '',
  };
}
