import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { ClusterError } from './cluster-error';

/** How long a process that was told to stop may take, in milliseconds. */
const STOP_LIMIT_MS = 40_000;

/** A process in the background; what it says is in its log. */
export interface StartedProcess {
  readonly name: string;
  readonly pid: number;
  readonly log: string;
  isUp(): boolean;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL where that is not enough. */
  stop(): Promise<void>;
}

export function startProcess(
  name: string,
  [command, ...args]: readonly [string, ...string[]],
  {
    log,
    env,
    cwd,
  }: { readonly log: string; readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): StartedProcess {
  const file = openSync(log, 'a');
  // A session of its own: Ctrl-C reaches this script alone, which ends everything in order.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', file, file], detached: true });
  closeSync(file);
  child.on('error', () => undefined);
  if (child.pid === undefined) throw new ClusterError(`Cannot start ${command}`, `See ${log}`);
  const { pid } = child;
  const end = (signal: NodeJS.Signals) => ended(child, signal);
  return {
    name,
    pid,
    log,
    isUp: () => isUp(child),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** The last lines of its log, for an error. */
export function lastWordsOf(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  return lines
    .slice(-15)
    .map((line) => line.slice(0, 400))
    .join('\n');
}

function isUp({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!isUp(child)) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await exit;
  clearTimeout(limit);
}
