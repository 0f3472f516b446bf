import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterError } from './cluster-error';
import { command } from './command';

/** A PostgreSQL of its own, on loopback. */
export interface Postgres {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** What a query answers, one line per row, columns by `|`. */
  query(database: string, sql: string): Promise<string>;
  stop(): Promise<void>;
}

const USER = 'ratchet';

/** @throws {ClusterError} where PostgreSQL is not installed, or does not start */
export async function startPostgres(folder: string, port: number): Promise<Postgres> {
  const programs = programFolder();
  const data = join(folder, 'data');
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  await mkdir(folder, { recursive: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  const asUser = await owner(folder, passwordFile);
  const run = (program: string, ...args: readonly string[]) =>
    command([...asUser, join(programs, program), ...args], {
      cwd: folder,
      env: { ...process.env, PGPASSWORD: password },
    });
  await run(
    'initdb',
    '-D',
    data,
    '-U',
    USER,
    `--pwfile=${passwordFile}`,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
  );
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c max_connections=200`;
  await run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-o', settings, '-w', 'start');
  const at = ['-h', '127.0.0.1', '-p', String(port), '-U', USER];
  return {
    port,
    user: USER,
    password,
    query: async (database, sql) => (await run('psql', ...at, '-d', database, '-Atc', sql)).trim(),
    stop: async () => {
      await run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
    },
  };
}

/** PostgreSQL refuses to run as root: its own account owns the folder then. */
async function owner(folder: string, passwordFile: string): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return [];
  const id = async (flag: string) => Number(await command(['id', flag, 'postgres']));
  const [uid, gid] = [await id('-u'), await id('-g')];
  await chown(folder, uid, gid);
  await chown(passwordFile, uid, gid);
  return ['runuser', '-u', 'postgres', '--'];
}

function programFolder(): string {
  const named = process.env['RATCHET_POSTGRES_BIN'];
  const folders = named ? [named] : [18, 17, 16, 15, 14].map((v) => `/usr/lib/postgresql/${v}/bin`);
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found) return found;
  throw new ClusterError(
    `There is no PostgreSQL in ${folders.join(', ')}`,
    'Install it (apt-get install postgresql-15), or name the folder of initdb and pg_ctl: RATCHET_POSTGRES_BIN=/path',
  );
}
