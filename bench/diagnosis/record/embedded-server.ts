import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(__dirname, '../../..');

/** A real model server in a process of its own, which scenes may kill. */
export interface EmbeddedServer {
  readonly port: number;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port; nothing is loaded. */
  restart(): Promise<void>;
}

/** Starts the embedded model server with both models; it loads each when it is first asked. */
export async function startEmbeddedServer(): Promise<EmbeddedServer> {
  let child = launch(0);
  const port = await portOf(child);
  return {
    port,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    restart: async () => {
      child = launch(port);
      await portOf(child);
    },
  };
}

function launch(port: number): ChildProcess {
  const args = [
    'embedded-model/src/main.ts',
    'serve',
    '--port',
    String(port),
    '--exit-with-parent',
  ];
  return spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

async function portOf(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('Cannot read where the model server listens');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /"url":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error('The model server ended before it listened');
}
