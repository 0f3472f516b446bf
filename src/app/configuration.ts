import { resolve } from 'node:path';
import {
  type DatabaseSetting,
  databaseSetting,
} from '../../activities/store/postgres/database-setting';

export { type TemporalConnection, temporalConnection } from './temporal-connection';

/** What this process was told by its environment. */
export interface Configuration {
  readonly dataDir: string;
  readonly modelsFile: string;
  /** Keeps several installations on one server apart; empty for most. */
  readonly queuePrefix: string;
  /** Where the store is; null or left out: in the data folder. */
  readonly database?: DatabaseSetting | null;
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
    database: databaseSetting(env['RATCHET_STORE']),
  };
}
