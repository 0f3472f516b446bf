import { access, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ClusterError } from './cluster-error';
import { command } from './command';
import { say } from './say';

export const SERVER_VERSION = '1.32.0';

/** The programs of the real Temporal server: one process per role, and the tool that makes its tables. */
export interface TemporalPrograms {
  readonly server: string;
  readonly sql: string;
}

/**
 * Where are they? In the folder of `RATCHET_TEMPORAL_SERVER`, else in the cache, else built by Go into the cache.
 *
 * @throws {ClusterError} when they are of another version, or cannot be built
 */
export async function temporalPrograms(env: NodeJS.ProcessEnv): Promise<TemporalPrograms> {
  const named = env['RATCHET_TEMPORAL_SERVER'];
  const folder = named || join(cacheFolder(env), 'temporal-server', SERVER_VERSION);
  if (!named && !(await isThere(join(folder, 'server'), join(folder, 'sql')))) await build(folder);
  const programs = { server: join(folder, 'server'), sql: join(folder, 'sql') };
  for (const program of Object.values(programs)) await checkVersion(program);
  return programs;
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  return (
    env['RATCHET_CACHE'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'ratchet')
  );
}

async function build(folder: string): Promise<void> {
  await command(['go', 'version']).catch((cause: unknown) => {
    throw new ClusterError(
      'The Temporal server has to be built, and there is no Go',
      'Install Go 1.26 or newer, or name a folder with the programs server and sql: RATCHET_TEMPORAL_SERVER=/path',
      { cause },
    );
  });
  await mkdir(folder, { recursive: true });
  for (const path of ['tools/sql', 'server']) {
    say(`building the Temporal server ${SERVER_VERSION} into ${folder}: cmd/${path}; minutes`);
    await command(['go', 'install', `go.temporal.io/server/cmd/${path}@v${SERVER_VERSION}`], {
      env: { ...process.env, GOBIN: folder },
    });
  }
}

async function checkVersion(program: string): Promise<void> {
  const mend = `Name a folder with the programs server and sql of ${SERVER_VERSION}: RATCHET_TEMPORAL_SERVER=/path, or leave it out to build them`;
  if (!(await isThere(program))) throw new ClusterError(`There is no program ${program}`, mend);
  const said = (await command([program, '--version'])).trim();
  if (!said.endsWith(SERVER_VERSION)) {
    throw new ClusterError(`${program}: expected ${SERVER_VERSION}, found ${said}`, mend);
  }
}

async function isThere(...paths: readonly string[]): Promise<boolean> {
  const found = paths.map((path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  );
  return !(await Promise.all(found)).includes(false);
}
