import { resolve } from 'node:path';
import { type StoreSetting, storeSetting } from '../../activities/store/store-setting';

export { type TemporalConnection, temporalConnection } from './temporal-connection';

/** What this process was told by its environment. */
export interface Configuration {
  readonly dataDir: string;
  readonly modelsFile: string;
  /** Keeps several installations on one server apart; empty for most. */
  readonly queuePrefix: string;
  /** Where the store is; null or left out: in the data folder. */
  readonly store?: StoreSetting | null;
}

/**
 * `RATCHET_DATA`, `RATCHET_MODELS`, `RATCHET_QUEUE_PREFIX` and `RATCHET_STORE`, with their defaults.
 *
 * @throws {RatchetError} `CONTROL_INVALID` for a store that is none
 */
export function configuration(env: NodeJS.ProcessEnv = process.env): Configuration {
  return {
    dataDir: resolve(env['RATCHET_DATA'] || 'ratchet-data'),
    modelsFile: resolve(env['RATCHET_MODELS'] || 'models.yaml'),
    queuePrefix: env['RATCHET_QUEUE_PREFIX'] ?? '',
    store: storeOf(env['RATCHET_STORE']),
  };
}

function storeOf(text: string | undefined): StoreSetting | null {
  const setting = storeSetting(text);
  return setting && 'plugin' in setting ? { plugin: resolve(setting.plugin) } : setting;
}
