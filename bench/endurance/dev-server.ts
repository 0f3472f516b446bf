import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../src/contract';
import { freePort } from '../../test/support/free-port';

/** A Temporal dev server in a process of its own, with its database in a file. */
export interface DevServer {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts it with the settings of `temporal-dev.sh`, on a free port. */
export async function startDevServer(folder: string): Promise<DevServer> {
  const { stdout } = await promisify(execFile)(join(__dirname, '../../temporal-dev.sh'), ['cli']);
  const port = await freePort();
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  const database = join(folder, 'temporal.db');
  const options =
    `--headless --ip 127.0.0.1 --port ${port} --log-level error --db-filename ${database} ` +
    '--sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=normal';
  const server = spawn(
    stdout.trim(),
    ['server', 'start-dev', ...options.split(' '), ...attributes],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const address = `127.0.0.1:${port}`;
  await answers(address);
  return { address, pid: server.pid ?? 0, stop: () => ended(server) };
}

async function answers(address: string): Promise<void> {
  for (let left = 100; ; left -= 1) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2 seconds' });
      return await connection.close();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Stops a process as Ctrl-C does, and waits for it. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
