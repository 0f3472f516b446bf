import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process that is started, listens until it is stopped, and says so on a line. */
export interface Listening {
  readonly pid: number;
  /** From its start until it said that it listens, in milliseconds. */
  readonly readyMs: number;
  /** CPU that it has used, in milliseconds; of itself, not of what it started. */
  cpuMs(): number;
  stop(): Promise<void>;
}

export interface Launch {
  readonly command: readonly [string, ...string[]];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Hears each line that it says. */
  readonly hear?: (line: string) => void;
}

/** Starts it, and waits for the line. */
export async function listening(launch: Launch, line: RegExp): Promise<Listening> {
  const started = performance.now();
  const child = start(launch);
  const said: string[] = [];
  const heard = new Promise<void>((done, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (text) => {
        said.push(text);
        launch.hear?.(text);
        if (line.test(text)) done();
      });
    }
    child.once('exit', () => fail(new Error(`${launch.command.join(' ')}: ${said.join('\n')}`)));
  });
  await heard;
  return {
    pid: child.pid ?? 0,
    readyMs: performance.now() - started,
    cpuMs: () => cpuOf(child.pid ?? 0),
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** Runs it to its end. @returns milliseconds from start to exit */
export async function whole(launch: Launch): Promise<number> {
  const started = performance.now();
  const child = start(launch);
  let said = '';
  child.stdout?.on('data', (data) => (said += String(data)));
  child.stderr?.on('data', (data) => (said += String(data)));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${launch.command.join(' ')} ended with ${code}:\n${said}`);
  return performance.now() - started;
}

function start({ command: [program, ...words], env = {}, cwd }: Launch): ChildProcess {
  return spawn(program, words, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** User and system time in /proc/PID/stat, in hundredths of a second there. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
