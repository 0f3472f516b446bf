import { ClusterError } from './cluster-error';
import type { Postgres } from './postgres';
import type { Settings } from './ratchet-process';

const STORE_DATABASE = 'ratchet';

/** Where the workers keep what they write: the data folder that they share, or the PostgreSQL of this cluster. */
export function storeKind(env: NodeJS.ProcessEnv = process.env): 'folder' | 'postgres' {
  const kind = env['RATCHET_CLUSTER_STORE'] || 'folder';
  if (kind === 'folder' || kind === 'postgres') return kind;
  throw new ClusterError(
    `RATCHET_CLUSTER_STORE: expected folder or postgres, found ${kind}`,
    'Leave it out for a folder that the workers share.',
  );
}

export async function makeStoreDatabase(postgres: Postgres): Promise<void> {
  await postgres.query('postgres', `create database ${STORE_DATABASE}`);
}

export function storeSettings(postgres: Postgres, host: string): Settings {
  if (storeKind() === 'folder') return {};
  return {
    RATCHET_STORE: 'postgres',
    PGHOST: host,
    PGPORT: String(postgres.port),
    PGUSER: postgres.user,
    PGPASSWORD: postgres.password,
    PGDATABASE: STORE_DATABASE,
  };
}
