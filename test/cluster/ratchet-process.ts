import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/until';
import { ClusterError } from './cluster-error';
import { lastWordsOf, type StartedProcess, startProcess } from './started-process';

const ROOT = join(__dirname, '../..');
const RATCHET = [process.execPath, '--import', 'tsx', 'src/app/cli.ts'] as const;

/** What leads `ratchet` to a server, a data folder and an endpoint: environment, and nothing else. */
export type Settings = NodeJS.ProcessEnv;

/** Settings of this machine must not lead it elsewhere. */
export function cleanEnv(settings: Settings): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(TEMPORAL|RATCHET|PG)_?/.test(name),
  );
  return { ...Object.fromEntries(own), ...settings };
}

/** @returns once it listens */
export async function startWorker(
  name: string,
  place: {
    readonly enter: readonly string[];
    readonly folder: string;
    readonly settings: Settings;
  },
): Promise<StartedProcess> {
  const log = join(place.folder, `${name}.log`);
  const [program, ...args] = [...place.enter, ...RATCHET, 'worker'];
  const worker = startProcess(name, [program ?? '', ...args], {
    log,
    cwd: ROOT,
    env: cleanEnv(place.settings),
  });
  await until(`${name} to listen`, () => {
    if (!worker.isUp()) return 'gone';
    return /^worker \d+ serves/m.test(readFileSync(log, 'utf8')) && 'listens';
  });
  if (worker.isUp()) return worker;
  throw new ClusterError(`The worker ${name} ended at its start`, lastWordsOf(log));
}

export function ratchetCommand(...args: readonly string[]): readonly [string, ...string[]] {
  return [...RATCHET, ...args];
}

export const RATCHET_ROOT = ROOT;
