import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StudyServer } from './study-server';
import { until } from './until';

const ROOT = join(__dirname, '../..');

/** A worker in a process of its own: `ratchet worker`, as it was built where that is of these sources. */
export interface WorkerProcess {
  readonly pid: number;
  /** What it has written to standard error so far. */
  said(): string;
  /** `kill -9`: nothing in it gets the chance to tidy up. */
  kill(): Promise<void>;
  /** As Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>;
  /** As Ctrl-C pressed again while it is stopping. @returns its exit code */
  stopTwice(): Promise<number | null>;
}

export function startWorkerProcess(
  { env: { address } }: StudyServer,
  options: {
    readonly dataDir: string;
    readonly modelsFile: string;
    readonly queuePrefix: string;
    /** `RATCHET_STORE`. */
    readonly store?: string;
    /** Further variables of its environment. */
    readonly env?: NodeJS.ProcessEnv;
  },
  args: readonly string[] = [],
): WorkerProcess {
  const worker = spawn(process.execPath, ['bin/ratchet', 'worker', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      TEMPORAL_ADDRESS: address,
      RATCHET_DATA: options.dataDir,
      RATCHET_MODELS: options.modelsFile,
      RATCHET_QUEUE_PREFIX: options.queuePrefix,
      RATCHET_STORE: options.store ?? '',
      ...options.env,
    },
  });
  let said = '';
  worker.stderr.on('data', (data) => {
    said += String(data);
  });
  return {
    pid: worker.pid ?? 0,
    said: () => said,
    kill: () => ended(worker, 'SIGKILL').then(() => undefined),
    stop: () => ended(worker, 'SIGTERM'),
    async stopTwice() {
      worker.kill('SIGTERM');
      await until('the first signal to be heard', () => said.includes('SIGTERM: stopping'));
      return ended(worker, 'SIGTERM');
    },
  };
}

async function ended(worker: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode;
  const exit = once(worker, 'close');
  worker.kill(signal);
  await exit;
  return worker.exitCode;
}
