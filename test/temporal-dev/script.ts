import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export const repository = join(__dirname, '..', '..');

/** Variables for the script; `undefined` takes one away. */
export type Variables = Record<string, string | undefined>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A call of temporal-dev.sh that goes on. */
export class ScriptCall {
  readonly child: ChildProcess;
  private stdout = '';
  private stderr = '';
  private readonly closed: Promise<unknown>;

  constructor(args: readonly string[], variables: Variables, folder = repository) {
    this.child = spawn(join(folder, 'temporal-dev.sh'), args, {
      cwd: tmpdir(),
      env: environment(variables),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (data) => (this.stdout += String(data)));
    this.child.stderr?.on('data', (data) => (this.stderr += String(data)));
    this.closed = once(this.child, 'exit');
  }

  /** Waits until the script has said the text; fails when it ends without. */
  async said(text: string): Promise<void> {
    await waitFor(() => {
      if (this.everything().includes(text)) return true;
      if (this.child.exitCode !== null)
        throw new Error(`Ended without "${text}": ${this.everything()}`);
      return false;
    });
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended();
  }

  async ended(): Promise<Ended> {
    await this.closed;
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }

  stdoutSoFar(): string {
    return this.stdout;
  }

  everything(): string {
    return this.stdout + this.stderr;
  }
}

/** Runs temporal-dev.sh to its end. */
export async function script(args: readonly string[], variables: Variables = {}): Promise<Ended> {
  return new ScriptCall(args, variables).ended();
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ratchet-test-'));
}

/** Looks until it is so, for 40 seconds at most. */
export async function waitFor(isSo: () => boolean): Promise<void> {
  await waitUntil(
    async () => isSo(),
    (so) => so,
  );
}

/** Asks until the answer is good, for 40 seconds at most. */
export async function waitUntil<T>(
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const answer = await ask();
    if (isGood(answer)) return answer;
    if (Date.now() > deadline) throw new Error('Waited in vain for 40 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @returns the free port it was given */
export async function listenOnLoopback(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening');
  return address.port;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** This machine's own settings must not decide a test. */
function environment(variables: Variables): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(TEMPORAL_|RATCHET_)/.test(name));
  return { ...Object.fromEntries(own), PATH: pathWithoutTemporal(), ...variables };
}

export function pathWithoutTemporal(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.filter((folder) => !existsSync(join(folder, 'temporal'))).join(delimiter);
}
