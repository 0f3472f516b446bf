import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './found-sources';

const RATCHET = join(__dirname, '../../bin/ratchet');
const LIMIT_MS = 120_000;
/** A line of a stack, or an error that no person was meant to see. */
const CRASH = /^\s+at .+:\d+:\d+\)?$|^(?:Type|Reference|Syntax|Range)Error\b|node:internal/m;

/** What became of a source. */
export interface Result {
  readonly format: string;
  readonly items: number;
  readonly found: number;
  readonly losses: number;
  /** Why nothing was written; null: something was. */
  readonly refusal: string | null;
  /** What must not happen; null: it did not. */
  readonly failure: string | null;
}

/** Imports it into a folder of its own, as a person would, and validates what was written. */
export function importSource({ format, file, name, options }: Source, work: string): Result {
  for (const old of readdirSync(work)) rmSync(join(work, old));
  const out = ['--out', join(work, 'suite.yaml'), '--json'];
  const { status, stdout, stderr } = ratchet('import', 'suite', format, file, ...options, ...out);
  const told = toldBy(stdout);
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const failure =
    failureOf({ status, stderr, isSilent: told.losses + told.items === 0 && last === '' }) ??
    refusedSuite(work);
  const refused = /: (\d+) of (\d+) entries/.exec(last);
  return {
    format,
    ...told,
    found: refused ? Number(refused[2]) : told.found,
    refusal: status === 0 ? null : last,
    failure: failure === null ? null : `${format} ${name}: ${failure}`,
  };
}

/** What the events of an import say. */
function toldBy(stdout: string): Pick<Result, 'items' | 'found' | 'losses'> {
  const events = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const losses = events
    .filter(({ event }) => event === 'not-carried')
    .reduce((sum: number, { times = 1 }) => sum + Number(times), 0);
  const { carried = 0, found = 0 } = Object(events.find(({ event }) => event === 'ended'));
  return { items: carried, found, losses };
}

/** What validate says against a suite that was written; null: nothing. */
function refusedSuite(work: string): string | null {
  for (const suite of readdirSync(work)) {
    const { status, stdout, stderr } = ratchet('validate', join(work, suite));
    if (status !== 0) return `validate refuses ${suite}: ${stderr}${stdout}`;
  }
  return null;
}

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
  readonly isSilent: boolean;
}

function failureOf({ status, stderr, isSilent }: Ended): string | null {
  if (CRASH.test(stderr)) return `it crashed: ${stderr}`;
  if (status !== 0 && status !== 4) return `it ended with ${status}: ${stderr}`;
  return isSilent ? 'it ended without a word' : null;
}

function ratchet(...words: readonly string[]) {
  return spawnSync(process.execPath, [RATCHET, ...words], {
    encoding: 'utf8',
    timeout: LIMIT_MS,
    maxBuffer: 2 ** 28,
  });
}
