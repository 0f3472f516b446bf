import { RatchetError } from '../../../src/errors';
import { MIGRATIONS } from './migrations';
import type { Queryable } from './queryable';

/** Held while the schema is changed: workers that start at once wait for each other. */
const MIGRATION_LOCK = 7_241_905_331;

/** Which migrations has the database had? Null: it holds no store. */
export async function executedMigrations(database: Queryable): Promise<readonly string[] | null> {
  const { rows: known } = await database.query<{ found: boolean }>(
    `select to_regclass('ratchet.migration') is not null as found`,
  );
  if (!known[0]?.found) return null;
  const { rows } = await database.query<{ name: string }>(
    'select name from ratchet.migration order by name',
  );
  return rows.map(({ name }) => name);
}

/**
 * Brings the schema to this version, forwards only. The caller is in a transaction: all of it counts or nothing.
 *
 * @throws {RatchetError} `STORE_CONFLICT` for a schema of a newer version
 */
export async function migrate(transaction: Queryable, root: string): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  const executed = await executedMigrations(transaction);
  if (executed) refuseNewer(executed, root);
  if (executed?.length === MIGRATIONS.length) return;
  await checkEncoding(transaction);
  await transaction.query(`
    create schema if not exists ratchet;
    create table if not exists ratchet.migration (
      name text collate "C" primary key,
      made_at timestamptz not null default now()
    );
  `);
  for (const { name, up } of MIGRATIONS) {
    if (executed?.includes(name)) continue;
    await up(transaction);
    await transaction.query('insert into ratchet.migration (name) values ($1)', [name]);
  }
}

/** @throws {RatchetError} `STORE_CONFLICT` */
export function refuseNewer(executed: readonly string[], root: string): void {
  const known = MIGRATIONS.map(({ name }) => name);
  const strange = executed.filter((name) => !known.includes(name));
  if (strange.length === 0) return;
  throw new RatchetError(
    'STORE_CONFLICT',
    `Cannot use the store in ${root}: a newer version of Ratchet made its tables (${strange.join(', ')}). ` +
      'Start that version, or a newer one',
  );
}

/** What a log holds is text in UTF-8. */
async function checkEncoding(database: Queryable): Promise<void> {
  const { rows } = await database.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new RatchetError(
    'STORE_CONFLICT',
    `Cannot make a store in a database with the encoding ${encoding}: create it with encoding UTF8 (createdb -E UTF8 -T template0)`,
  );
}
