/**
 * Does a cycle cost the same at a study's end as at its start? See `docs/endurance.md`.
 *
 *   npm run bench:endurance -- [--cycles 1000] [--out FOLDER] [--keep] [--profile]
 *
 * A real Temporal dev server and a worker, in processes of their own; the model is the scenario endpoint, without think
 * time. Leaves a row per cycle as JSON Lines, a picture beside it, and a table of ten parts on standard output.
 * `--keep` leaves the data folder and the server's database; with `--profile` a CPU profile of the worker, which costs
 * it memory of its own.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { startScenario } from '../../scenario/start-scenario';
import { markdownTable } from '../decisions/markdown-table';
import type { CycleFigures } from './cycle-figures';
import { deciles } from './deciles';
import { startDevServer } from './dev-server';
import { STUDY, TABLE } from './endless-study';
import { watchMemory } from './memory';
import { playStudy } from './play-study';
import { readCycles } from './read-cycles';
import { trendPlot } from './trend-plot';
import { startWorker } from './worker';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '1000' },
    out: { type: 'string', default: 'ratchet-data/bench' },
    keep: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const cycles = Number(values.cycles);
  const place = mkdtempSync(join(tmpdir(), 'ratchet-endurance-'));
  const dataDir = join(place, 'data');
  const server = await startDevServer(place);
  const scenario = await startScenario({ table: TABLE });
  const worker = await startWorker({
    place,
    dataDir,
    profile: values.profile,
    ...server,
    scenario,
  });
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection });
  const folder = join(dataDir, 'studies', STUDY);
  const memory = watchMemory(folder, { worker: worker.pid, server: server.pid });
  try {
    await playStudy(client, cycles);
    memory.stop();
    tell(await readCycles(client, folder, memory.seen));
  } finally {
    memory.stop();
    await worker.stop();
    await scenario.close();
    await connection.close();
    await server.stop();
    if (values.keep || values.profile) console.error(`Kept: ${place}`);
    else rmSync(place, { recursive: true, force: true });
  }
}

function tell(figures: readonly CycleFigures[]): void {
  mkdirSync(values.out, { recursive: true });
  const results = join(values.out, `endurance-${figures.length}`);
  writeFileSync(`${results}.jsonl`, figures.map((each) => `${JSON.stringify(each)}\n`).join(''));
  writeFileSync(`${results}.svg`, trendPlot(`${figures.length} cycles of one study`, figures));
  const rows = deciles(figures).map(({ cycles, ...medians }) => ({ cell: cycles, ...medians }));
  const [first] = rows;
  const columns = Object.keys(first ?? {}).filter((column) => column !== 'cell');
  console.log(markdownTable(columns, rows));
  console.error(`Drawn: ${results}.svg`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
