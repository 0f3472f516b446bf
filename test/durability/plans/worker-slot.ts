import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '../../support/until';

const ROOT = join(__dirname, '../../..');

/** The one worker of a plan: in a process of its own, started again after each death. */
export interface WorkerSlot {
  /** What the present one has written to standard error. */
  said(): string;
  start(): void;
  /** @returns when it serves the model, or has ended by itself */
  untilListening(): Promise<void>;
  kill(): Promise<void>;
  /** Told to stop in order. @throws Error where it ends otherwise */
  stop(): Promise<void>;
}

/** @param environment - where server, data and models are */
export function workerSlot(environment: NodeJS.ProcessEnv): WorkerSlot {
  let worker: ChildProcess | undefined;
  let said = '';
  const isAlive = () => worker?.exitCode === null && worker.signalCode === null;
  const end = async (signal: NodeJS.Signals): Promise<ChildProcess | undefined> => {
    if (worker === undefined || !isAlive()) return worker;
    const exit = once(worker, 'close');
    worker.kill(signal);
    await exit;
    return worker;
  };
  return {
    said: () => said,
    start() {
      said = '';
      const args = ['--import', 'tsx', 'test/support/dying-worker.ts'];
      const started = spawn(process.execPath, args, {
        cwd: ROOT,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, ...environment },
      });
      started.stderr.on('data', (data) => {
        if (worker === started) said += String(data);
      });
      worker = started;
    },
    async untilListening() {
      await until('the worker to listen', () => /^worker \d+ serves/m.test(said) || !isAlive());
      if (!isAlive()) throw new Error(`The worker ended by itself:\n${said}`);
    },
    kill: () => end('SIGKILL').then(() => undefined),
    async stop() {
      const ended = await end('SIGTERM');
      if (ended?.exitCode === 0) return;
      throw new Error(`The worker did not end in order (${ended?.exitCode}):\n${said}`);
    },
  };
}
