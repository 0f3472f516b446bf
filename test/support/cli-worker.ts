import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** `ratchet worker` in a process of its own, whose words can be read. */
export interface CliWorker {
  /** All that it has said so far. */
  said(): string;
  /** As `kill` does. @returns its exit code */
  stop(): Promise<number | null>;
}

export function startCliWorker(args: readonly string[], env: NodeJS.ProcessEnv): CliWorker {
  const words = ['--import', 'tsx', 'src/app/cli.ts', 'worker', ...args];
  const worker = spawn(process.execPath, words, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let text = '';
  worker.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return {
    said: () => text,
    stop: async () => {
      if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode;
      const exit = once(worker, 'exit');
      worker.kill('SIGTERM');
      await exit;
      return worker.exitCode;
    },
  };
}
