import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LockTimes } from '../../activities/store/lock';

/** A process that holds the lock, or wants to. */
export interface Holder {
  readonly process: ChildProcess;
  /** Settles when it has the lock. */
  readonly held: Promise<void>;
  /** What came of it: `written`, or why it was not; undefined where it was killed before. */
  readonly outcome: Promise<string | undefined>;
}

interface Hold {
  readonly text: string;
  readonly ms: number;
  readonly times: LockTimes;
  /** Plays another machine by naming another place; left out: where it really is. */
  readonly place?: string;
  /** In namespaces of its own, as in a container: it is process 1 there. */
  readonly isolated?: boolean;
}

export function holder(dataDir: string, { text, ms, times, place = '', isolated }: Hold): Holder {
  const script = join(__dirname, 'hold-lock.ts');
  const args = [script, dataDir, text, String(ms), JSON.stringify(times), place];
  const node = [process.execPath, '--require', require.resolve('tsx/cjs'), ...args];
  const [command = '', ...rest] = isolated ? [...UNSHARE, ...node] : node;
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const held = new Promise<void>((resolve) => {
    reader.on('line', (line) => {
      lines.push(line);
      if (line === 'held') resolve();
    });
  });
  const outcome = once(reader, 'close').then(() => lines.find((line) => line !== 'held'));
  return { process: child, held, outcome };
}

/** `--kill-child`: what is done to the outer process is done to the inner one. */
const UNSHARE = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'] as const;

/** May processes be put into namespaces of their own here? */
export function canIsolate(): boolean {
  const [command, ...args] = UNSHARE;
  return spawnSync(command, [...args, 'true']).status === 0;
}
