import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { isCurrent } from '../../../src/app/built/programs';

export const ROOT = resolve(__dirname, '../../..');
const exec = promisify(execFile);

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; fails with all that it wrote where it ends otherwise than with 0. */
export async function run(
  program: string,
  words: readonly string[],
  { cwd = ROOT, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(RATCHET_|npm_|NODE_OPTIONS)/.test(name),
  );
  return exec(program, [...words], { cwd, env: { ...Object.fromEntries(clean), ...env } });
}

/** Makes `dist/`, as a package is made. */
export async function build(): Promise<void> {
  await run(process.execPath, [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    '-p',
    'tsconfig.build.json',
  ]);
}

/** Makes the programs that start quickly, where they are not there already. */
export async function buildPrograms(): Promise<void> {
  if (isCurrent(ROOT)) return;
  await run(process.execPath, ['--import', 'tsx', 'scripts/build-programs.ts']);
}
