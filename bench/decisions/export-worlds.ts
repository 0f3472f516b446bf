/**
 * Writes simulated worlds to files, so that optimizers outside this project play in the very same ones.
 *
 *   npx tsx bench/decisions/export-worlds.ts [--studies 50] [--seed 10001] [--cells PATTERN] [--out FOLDER]
 *
 * One compressed JSON file per world, named by cell and seed; a file that is there already is left alone.
 */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { seedsFrom } from './cell';
import { exportedWorld } from './exported-world';
import { cellName, SEARCH_CELLS, type SearchCell } from './search-cells';
import { makeWorld } from './world';

const { values: options } = parseArgs({
  options: {
    studies: { type: 'string', default: '50' },
    seed: { type: 'string', default: '10001' },
    cells: { type: 'string', default: '.' },
    out: { type: 'string', default: 'ratchet-data/bench' },
  },
});

function main(): void {
  const folder = join(options.out, 'worlds');
  mkdirSync(folder, { recursive: true });
  const pattern = new RegExp(options.cells, 'u');
  for (const cell of SEARCH_CELLS.filter((each) => pattern.test(cellName(each)))) {
    for (const seed of seedsFrom(Number(options.seed), Number(options.studies))) {
      writeOnce(join(folder, `${cellName(cell).replaceAll(' ', '-')}-${seed}.json.gz`), cell, seed);
    }
    console.error(`${cellName(cell)}: ${options.studies} worlds in ${folder}`);
  }
}

function writeOnce(file: string, cell: SearchCell, seed: number): void {
  if (existsSync(file)) return;
  const world = exportedWorld(makeWorld({ ...cell, seed }), { cell: cellName(cell), seed });
  writeFileSync(`${file}.part`, gzipSync(JSON.stringify(world)));
  renameSync(`${file}.part`, file);
}

main();
