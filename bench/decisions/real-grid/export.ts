/**
 * Writes the measured grid as worlds, so that optimizers outside this project play on the very same runs.
 *
 *   npx tsx bench/decisions/real-grid/export.ts --grid GRID.jsonl [--studies 50] [--seed 10001] [--out FOLDER]
 *
 * One compressed JSON file per seed: the world is the same, what is drawn in it is not. Also prints the best specs and
 * the start, with what was measured of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { specId } from '../../../src/spec/spec-id';
import { seedsFrom } from '../cell';
import { exportedWorld } from '../exported-world';
import { everySpec, type World } from '../world';
import { GRID_CELL, measuredSpec } from './grid';
import { gridWorld } from './grid-world';
import { restraintOf } from './recorded-world';

const { values: options } = parseArgs({
  options: {
    grid: { type: 'string', default: 'ratchet-data/bench/grid.jsonl' },
    studies: { type: 'string', default: '50' },
    seed: { type: 'string', default: '10001' },
    out: { type: 'string', default: 'ratchet-data/bench' },
  },
});

async function main(): Promise<void> {
  const world = await gridWorld(options.grid);
  const folder = join(options.out, 'worlds');
  mkdirSync(folder, { recursive: true });
  for (const seed of seedsFrom(Number(options.seed), Number(options.studies))) {
    const file = join(folder, `${GRID_CELL.replaceAll(' ', '-')}-${seed}.json.gz`);
    const content = exportedWorld(world, { cell: GRID_CELL, seed });
    writeFileSync(file, gzipSync(JSON.stringify(content)));
  }
  console.log(linesOf(world).join('\n'));
}

/** What was measured of each spec, best first; specs that share a measurement stand there once. */
function linesOf(world: World): readonly string[] {
  const { space, start, truth, recorded } = world;
  if (!recorded) return [];
  const lines = everySpec(space, start).map((spec, number) => {
    const runs = recorded.runs[number] ?? [];
    const restraint = restraintOf(runs, recorded.kinds).toFixed(3);
    const accuracy = (truth[number] ?? 0).toFixed(3);
    return `${accuracy} restraint ${restraint} ${runs.length} runs ${specId(measuredSpec(spec))}`;
  });
  return [...new Set(lines)].toSorted().toReversed();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
