/**
 * What the decisions get wrong, what they find and what it costs, in simulated worlds; see `docs/bench-decisions.md`.
 *
 *   npm run bench:decisions -- errors|power|search|holds|cold-start|real-grid [--studies 2000] [--seed 10001]
 *     [--jobs 2] [--cells PATTERN] [--out FOLDER] [--grid MEASUREMENTS]
 *
 * Results are appended to JSON Lines, a line per cell, so that a run that was stopped goes on where it was. At the end
 * all of them stand in a table on standard output, and beside the results in a picture.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHES } from './benches';
import type { Bench } from './cell';
import { markdownTable } from './markdown-table';
import { drawn } from './plots/drawn';
import { readRows } from './read-rows';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    studies: { type: 'string', default: '200' },
    seed: { type: 'string', default: '10001' },
    jobs: { type: 'string', default: '2' },
    cells: { type: 'string', default: '.' },
    out: { type: 'string', default: 'ratchet-data/bench' },
    /** Of `real-grid`: what `real-grid/measure.ts` appended. */
    grid: { type: 'string', default: 'ratchet-data/bench/grid.jsonl' },
    /** Of a child process: the number of the one cell that it plays. */
    cell: { type: 'string' },
  },
});
const plan = { studies: Number(values.studies), seed: Number(values.seed), grid: values.grid };

async function main(): Promise<void> {
  const [name = ''] = positionals;
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`Cannot measure "${name}": there are ${Object.keys(BENCHES).join(', ')}`);
    process.exitCode = 4;
    return;
  }
  mkdirSync(values.out, { recursive: true });
  const results = join(values.out, `${name}-${values.studies}-from-${values.seed}`);
  if (values.cell !== undefined) return playCell(bench, Number(values.cell), results);
  await playMissing(name, bench, results);
  tell(bench, results);
}

/** So many processes at once, each with the next cell that has no row yet. */
async function playMissing(name: string, { cells }: Bench, results: string): Promise<void> {
  const there = new Set(readRows(`${results}.jsonl`).map(({ cell }) => cell));
  const pattern = new RegExp(values.cells, 'u');
  const missing = [...cells.entries()].filter(
    ([, cell]) => pattern.test(cell.name) && !there.has(cell.name),
  );
  let done = 0;
  const rest = missing.values();
  const job = async (): Promise<void> => {
    for (const [number, cell] of rest) {
      const started = performance.now();
      await child(name, number);
      done += 1;
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.error(`${done}/${missing.length} ${name} ${cell.name}: ${seconds} s`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, job));
}

async function playCell({ cells }: Bench, number: number, results: string): Promise<void> {
  const cell = cells[number];
  if (!cell) throw new RangeError(`Cannot play cell ${number}: there are ${cells.length}`);
  const figures = await cell.play(plan);
  appendFileSync(`${results}.jsonl`, `${JSON.stringify({ cell: cell.name, ...figures })}\n`);
}

function tell(bench: Bench, results: string): void {
  const order = bench.cells.map(({ name }) => name);
  const rows = [
    ...readRows(`${results}.jsonl`).toSorted(
      (a, b) => order.indexOf(a.cell) - order.indexOf(b.cell),
    ),
    ...(bench.rowsBeside?.(values.out, plan) ?? []),
  ];
  console.log(markdownTable(bench.columns, rows));
  writeFileSync(`${results}.svg`, drawn(bench.plot, rows));
  console.error(`Drawn: ${results}.svg`);
}

function child(name: string, cell: number): Promise<void> {
  const { studies, seed, out, grid } = values;
  const plan = ['--studies', studies, '--seed', seed, '--out', out, '--grid', grid];
  const args = [...process.execArgv, __filename, name, ...plan, '--cell', String(cell)];
  const started = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    started.on('error', reject);
    started.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`A job ended with ${code}`)),
    );
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
