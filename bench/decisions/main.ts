/**
 * What the decisions get wrong, what they find and what it costs, in simulated worlds; see `docs/bench-decisions.md`.
 *
 *   npx tsx bench/decisions/main.ts errors|power|search|holds|cold-start [--studies 2000] [--seed 10001] [--jobs 2]
 *     [--cells PATTERN] [--out FOLDER]
 *
 * Results are appended to JSON Lines, a line per cell, so that a run that was stopped goes on where it was.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHES } from './benches';
import type { Bench, Row } from './cell';
import { markdownTable } from './markdown-table';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    studies: { type: 'string', default: '200' },
    seed: { type: 'string', default: '10001' },
    jobs: { type: 'string', default: '2' },
    cells: { type: 'string', default: '.' },
    out: { type: 'string', default: 'ratchet-data/bench' },
    /** Of a child process: which of so many parts of the cells it plays. */
    part: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const [name = ''] = positionals;
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`Cannot measure "${name}": there are ${Object.keys(BENCHES).join(', ')}`);
    process.exitCode = 4;
    return;
  }
  mkdirSync(values.out, { recursive: true });
  const file = join(values.out, `${name}-${values.studies}-from-${values.seed}.jsonl`);
  if (values.part !== undefined) return playPart(name, bench, file);
  await Promise.all(Array.from({ length: Number(values.jobs) }, (_, job) => child(name, job)));
  const rows = readRows(file).toSorted((a, b) => (a.cell < b.cell ? -1 : 1));
  console.log(markdownTable(bench.columns, rows));
}

/** Every so many-th cell, one after another; those that have a row are left out. */
async function playPart(name: string, { cells }: Bench, file: string): Promise<void> {
  const [part = 0, parts = 1] = (values.part ?? '').split('/').map(Number);
  const wanted = cells.filter(({ name: cell }) => new RegExp(values.cells).test(cell));
  for (const [place, cell] of wanted.entries()) {
    if (place % parts !== part || readRows(file).some((row) => row.cell === cell.name)) continue;
    const started = performance.now();
    const row = await cell.play({ studies: Number(values.studies), seed: Number(values.seed) });
    const seconds = (performance.now() - started) / 1000;
    appendFileSync(file, `${JSON.stringify({ cell: cell.name, ...row })}\n`);
    console.error(`${name} ${cell.name}: ${seconds.toFixed(0)} s`);
  }
}

function readRows(file: string): readonly Row[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Each job is a process of its own: the cells are played one after another in it. */
function child(name: string, job: number): Promise<void> {
  const { studies, seed, cells, out, jobs } = values;
  const options = ['--studies', studies, '--seed', seed, '--cells', cells, '--out', out];
  const process_ = spawn(
    process.execPath,
    [...process.execArgv, __filename, name, ...options, '--part', `${job}/${jobs}`],
    { stdio: 'inherit' },
  );
  return new Promise((resolve, reject) => {
    process_.on('error', reject);
    process_.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`A job ended with ${code}`)),
    );
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
