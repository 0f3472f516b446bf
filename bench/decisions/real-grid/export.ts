/**
 * Writes the measured grids as worlds, so that optimizers outside this project play on the very same runs.
 *
 *   npx tsx bench/decisions/real-grid/export.ts --grid GRID.jsonl [--studies 50] [--seed 10001] [--out FOLDER]
 *
 * One compressed JSON file per grid and seed: the world is the same, what is drawn in it is not. Also prints what was
 * measured of each spec.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { specId } from '../../../src/spec/spec-id';
import { seedsFrom } from '../cell';
import { exportedWorld } from '../exported-world';
import { everySpec, type World } from '../world';
import { GRIDS, measuredSpec } from './grid';
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
  const folder = join(options.out, 'worlds');
  mkdirSync(folder, { recursive: true });
  for (const grid of GRIDS) {
    const world = await gridWorld(grid, options.grid);
    for (const seed of seedsFrom(Number(options.seed), Number(options.studies))) {
      const content = exportedWorld(world, { cell: grid.name, seed });
      const file = `${grid.name.replaceAll(' ', '-')}-${seed}.json.gz`;
      writeFileSync(join(folder, file), gzipSync(JSON.stringify(content)));
    }
    console.log([grid.name, ...linesOf(world)].join('\n'));
  }
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
