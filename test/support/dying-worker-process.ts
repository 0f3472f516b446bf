import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CrashPoint } from './crash-points';
import type { StudyServer } from './study-server';

const ROOT = join(__dirname, '../..');

/** Where a worker is to die: at the point, in a write about an event of the type where one is named. */
export interface Death {
  readonly point: CrashPoint;
  readonly type?: string;
}

export interface DyingWorker {
  /** Settles when the process has ended. @returns the point that it died at; null: it ended in another way */
  readonly death: Promise<string | null>;
  /** As Ctrl-C does, once it listens. @returns its exit code, or what signal ended it */
  stop(): Promise<number | string | null>;
  kill(): Promise<void>;
}

/** @param death - null: it lives */
export function startDyingWorker(
  { env: { address } }: StudyServer,
  options: { readonly dataDir: string; readonly modelsFile: string; readonly queuePrefix: string },
  death: Death | null,
): DyingWorker {
  const args = ['--import', 'tsx', 'test/support/dying-worker.ts'];
  const worker = spawn(process.execPath, [...args, death?.point ?? '', death?.type ?? ''], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TEMPORAL_ADDRESS: address,
      RATCHET_DATA: options.dataDir,
      RATCHET_MODELS: options.modelsFile,
      RATCHET_QUEUE_PREFIX: options.queuePrefix,
    },
  });
  let said = '';
  worker.stdout.on('data', (data) => {
    said += String(data);
  });
  let notes = '';
  const listening = new Promise<void>((resolve) => {
    worker.stderr.on('data', (data) => {
      notes += String(data);
      if (/^worker \d+ serves/m.test(notes)) resolve();
    });
  });
  const exit = once(worker, 'close').then(() => {
    if (worker.exitCode !== 0 && worker.signalCode !== 'SIGKILL') process.stderr.write(notes);
  });
  return {
    death: exit.then(() => (worker.signalCode === 'SIGKILL' && said.trim()) || null),
    async stop() {
      await Promise.race([listening, exit]);
      end(worker, 'SIGTERM');
      await exit;
      return worker.exitCode ?? worker.signalCode;
    },
    async kill() {
      end(worker, 'SIGKILL');
      await exit;
    },
  };
}

function end(worker: ChildProcess, signal: NodeJS.Signals): void {
  if (worker.exitCode === null && worker.signalCode === null) worker.kill(signal);
}
