import { Pool, type PoolClient } from 'pg';
import { RatchetError } from '../../../src/errors';
import type { Medium, OpenStore } from '../medium';
import { nameBelow, studyOf } from '../name-below';
import { refuseMoved } from '../store-file';
import { changeRows, putFile } from './change-rows';
import { databaseError } from './database-error';
import type { DatabaseSetting } from './database-setting';
import { executedMigrations, migrate, refuseNewer } from './migrate';
import { MIGRATIONS } from './migrations';
import type { Queryable } from './queryable';
import { readRows } from './read-rows';

/** A store in a database, connected. */
export interface PostgresMedium extends Medium {
  close(): Promise<void>;
}

/** All in milliseconds. */
export interface DatabaseTimes {
  /** How long a connection and the store's lock are waited for. */
  readonly patience: number;
  /** How long one statement may take. */
  readonly statement: number;
  /** A process that holds the lock and does nothing for so long loses it. */
  readonly idle: number;
}

const TIMES: DatabaseTimes = { patience: 10_000, statement: 60_000, idle: 60_000 };

/** Held by whoever changes the store under its lock; of the database, which holds one store. */
const STORE_LOCK = 7_241_905_332;
const CONNECTIONS = 6;

/**
 * Connects to the database that holds the store.
 *
 * @param options.migrate - bring its tables to this version, as workers do; else they have to be there
 * @throws {RatchetError} `STORE_UNWRITABLE` where it cannot be reached, `STORE_CONFLICT` for tables of another version
 */
export async function openPostgres(
  { url }: DatabaseSetting,
  {
    migrate: mayMigrate,
    times = TIMES,
  }: { readonly migrate: boolean; readonly times?: DatabaseTimes },
): Promise<PostgresMedium> {
  const pool = poolOf(url, times);
  const place = { pool, times, root: 'postgres' };
  try {
    const named = { ...place, root: await nameOfDatabase(place) };
    if (mayMigrate) await inTransaction(named, (transaction) => migrate(transaction, named.root));
    else await checkTables(poolQueries(named), named.root);
    return mediumOn(named);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

interface Place {
  readonly pool: Pool;
  readonly times: DatabaseTimes;
  readonly root: string;
}

function poolOf(url: string | null, times: DatabaseTimes): Pool {
  const pool = new Pool({
    ...(url === null ? {} : { connectionString: url }),
    // For whoever looks into pg_stat_activity.
    application_name: `ratchet ${process.pid}`,
    max: CONNECTIONS,
    connectionTimeoutMillis: times.patience,
    query_timeout: times.statement,
    keepAlive: true,
    // A command ends although its connections are open.
    allowExitOnIdle: true,
  });
  // A connection that breaks while nobody uses it is replaced when one is needed.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** For messages: the database by its name alone. */
async function nameOfDatabase(place: Place): Promise<string> {
  const { rows } = await poolQueries(place).query<{ name: string }>(
    'select current_database() as name',
  );
  return `postgres:${rows[0]?.name.replaceAll(/[^\w-]/g, '_') ?? ''}`;
}

/** @throws {RatchetError} `STORE_CONFLICT` */
async function checkTables(database: Queryable, root: string): Promise<void> {
  const executed = await executedMigrations(database);
  refuseNewer(executed ?? [], root);
  if (executed?.length === MIGRATIONS.length) return;
  throw new RatchetError(
    'STORE_CONFLICT',
    executed === null
      ? `There is no store in ${root} yet: the first worker that starts there makes it`
      : `The store in ${root} was made by an earlier version: start a worker of this one, it brings it up to date`,
  );
}

function mediumOn(place: Place): PostgresMedium {
  const { pool, root } = place;
  const queries = poolQueries(place);
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...readRows(queries, root),
    makeFolder: (path) => makeFolder(queries, root, path),
    put: (path, content) => putFile(queries, nameBelow(root, path), content),
    withLock: (work) => {
      // One connection of this process waits for the lock; the others are for what needs none.
      const turn = last.then(() => locked(place, work));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => pool.end(),
  };
}

function locked<T>(place: Place, work: (store: OpenStore) => Promise<T>): Promise<T> {
  const { root } = place;
  return inTransaction(place, async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [STORE_LOCK]);
    await refuseChanged(transaction, root);
    const store: OpenStore = {
      ...readRows(transaction, root),
      ...changeRows(transaction, root),
      makeFolder: (path) => makeFolder(transaction, root, path),
    };
    await refuseMoved(store);
    return work(store);
  });
}

/** While this worker ran, one of a newer version may have changed the tables. */
async function refuseChanged(transaction: Queryable, root: string): Promise<void> {
  const { rows } = await transaction.query<{ count: string }>(
    'select count(*) as count from ratchet.migration',
  );
  if (Number(rows[0]?.count) === MIGRATIONS.length) return;
  throw new RatchetError(
    'STORE_UNWRITABLE',
    `Cannot write to ${root}: a newer version of Ratchet changed its tables. Stop this worker; one of that version goes on`,
  );
}

/** A study is there from the moment that something is about to be written of it, as a folder is. */
async function makeFolder(database: Queryable, root: string, path: string): Promise<void> {
  const study = studyOf(nameBelow(root, path));
  if (study === undefined) return;
  await database.query('insert into ratchet.study (name) values ($1) on conflict do nothing', [
    study,
  ]);
}

function poolQueries({ pool, root }: Place): Queryable {
  return {
    query: (text, values) =>
      pool.query(text, values && [...values]).catch((error: unknown) => {
        throw databaseError(error, root);
      }),
  };
}

/** All that the work changes counts, or nothing. A connection that failed is not used again. */
async function inTransaction<T>(
  { pool, root, times }: Place,
  work: (transaction: Queryable) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseError(error, root);
  });
  let broken: Error | undefined;
  const onError = (error: Error) => (broken ??= error);
  client.on('error', onError);
  try {
    await client.query(
      `begin; set local lock_timeout = ${times.patience}; set local idle_in_transaction_session_timeout = ${times.idle}`,
    );
    const result = await work(queriesOf(client));
    await client.query('commit');
    release(client, onError, true);
    return result;
  } catch (error) {
    // Closing the connection takes the transaction back, also where it cannot be told so any more.
    const isWhole = error instanceof RatchetError && (await rolledBack(client));
    release(client, onError, isWhole);
    throw databaseError(broken ?? error, root);
  }
}

function rolledBack(client: PoolClient): Promise<boolean> {
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}

function release(client: PoolClient, listener: (error: Error) => void, isWhole: boolean): void {
  client.off('error', listener);
  client.release(!isWhole);
}

/** One after another, as a connection takes them, also where readers ask for several files at once. */
function queriesOf(client: PoolClient): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: (text, values) => {
      const asked = last.then(() => client.query(text, values && [...values]));
      last = asked.catch(() => undefined);
      return asked;
    },
  };
}
