import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { until } from './until';

/** Folders of Debian, one per version; `RATCHET_TEST_POSTGRES` names another. */
const DEBIAN = '/usr/lib/postgresql';

/** Where PostgreSQL's programs are; null: not on this machine, or nobody may run them. */
const PROGRAMS = programs();
export const HAS_POSTGRES = PROGRAMS !== null;

function programs(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted().toReversed() : [];
  const folders = [
    process.env['RATCHET_TEST_POSTGRES'] ?? '',
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
  ];
  const found = folders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')));
  return found === undefined || owner() === null ? null : found;
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian's package makes. */
function owner(): { readonly uid: number; readonly gid: number } | undefined | null {
  if (process.getuid?.() !== 0) return undefined;
  const ids = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout || Number.NaN),
  );
  const [uid = Number.NaN, gid = Number.NaN] = ids;
  return Number.isNaN(uid + gid) ? null : { uid, gid };
}

/** Must be seen nowhere but in the settings of tests. */
export const PASSWORD = 'canary-4f1d7c';

/** A throw-away server of its own, on a socket in its own folder; its user `ratchet` has a password. */
export interface PostgresServer {
  /** Of its socket: `PGHOST`. */
  readonly host: string;
  /** A new, empty database. @returns its URL, as `RATCHET_STORE` takes it */
  createDatabase(name: string): Promise<string>;
  /** As a power cut does, or in order; and up again. */
  stop(how: 'at once' | 'in order'): Promise<void>;
  start(): Promise<void>;
  /** Runs a statement in a database, beside whatever else goes on there. */
  query(
    database: string,
    text: string,
    values?: unknown[],
  ): Promise<readonly Record<string, unknown>[]>;
  remove(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-pg-'));
  const user = owner() ?? undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  await writeFile(password, `${PASSWORD}\n`);
  const program = (name: string) => join(PROGRAMS ?? '', name);
  await promisify(execFile)(
    program('initdb'),
    `-D ${data} -U ratchet -A scram-sha-256 --pwfile ${password} -E UTF8 --locale=C --no-sync`.split(
      ' ',
    ),
    { ...user, cwd: folder },
  );
  let server: ChildProcess;
  const connection = (database: string) =>
    new Client({ host: folder, user: 'ratchet', database, password: PASSWORD });

  async function start(): Promise<void> {
    const options = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'];
    server = spawn(program('postgres'), options, { ...user, cwd: folder, stdio: 'ignore' });
    await until('PostgreSQL to answer', () =>
      query('postgres', 'select 1').then(
        () => true,
        () => false,
      ),
    );
  }

  async function stop(how: 'at once' | 'in order'): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    // Immediate and fast shutdown: both end all connections, the first one without a word on the disk.
    server.kill(how === 'at once' ? 'SIGQUIT' : 'SIGINT');
    await exit;
  }

  async function query(database: string, text: string, values: unknown[] = []) {
    const client = connection(database);
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  await start();
  return {
    host: folder,
    start,
    stop,
    query,
    createDatabase: async (name) => {
      await query('postgres', `create database "${name}"`);
      return `postgres://ratchet:${PASSWORD}@/${name}?host=${encodeURIComponent(folder)}`;
    },
    remove: async () => {
      await stop('at once');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
