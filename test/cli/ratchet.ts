import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const program = join(__dirname, '..', '..', 'bin', 'ratchet');

/** Variables of the environment; what a developer has set for Temporal and Ratchet is taken away. */
export type Variables = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A call of `ratchet` that goes on. */
export interface Call {
  readonly child: ChildProcess;
  /** Waits until it has said the text on either stream; fails when it ends without. */
  said(text: string): Promise<void>;
  ended(): Promise<Ended>;
}

/** Runs `bin/ratchet` to its end. */
export function ratchet(words: readonly string[], variables: Variables = {}): Promise<Ended> {
  return startRatchet(words, variables).ended();
}

export function startRatchet(words: readonly string[], variables: Variables = {}): Call {
  const child = spawn(program, [...words], {
    cwd: tmpdir(),
    // As an installed program: what it tells to type is then the same wherever the project lies.
    env: { ...plainEnvironment(), PATH: onPath(), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (told.stdout += String(data)));
  child.stderr.on('data', (data) => (told.stderr += String(data)));
  const closed = once(child, 'close');
  return {
    child,
    said: (text) =>
      until(() => {
        const all = told.stdout + told.stderr;
        if (!all.includes(text) && child.exitCode !== null) {
          throw new Error(`ended without "${text}": ${all}`);
        }
        return all.includes(text);
      }),
    ended: async () => {
      await closed;
      return { code: child.exitCode, ...told };
    },
  };
}

function onPath(): string {
  return `${dirname(program)}${delimiter}${process.env['PATH'] ?? ''}`;
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(TEMPORAL|RATCHET|npm)_/.test(name),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C.UTF-8' };
}

const LIMIT_MS = 60_000;

/** Asks again until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + LIMIT_MS; !(await isSo());) {
    if (Date.now() > deadline) throw new Error(`not so after ${LIMIT_MS} ms: ${isSo.toString()}`);
    await wait(100);
  }
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ratchet-test-'));
}

/** Writes a file into a folder and tells its path. */
export function fileIn(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The lines of JSON on standard output. */
export function jsonLines({ stdout }: Ended): readonly unknown[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
