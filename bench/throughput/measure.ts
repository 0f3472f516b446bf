import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { parse } from 'yaml';
import { packageFolder } from '../../activities/package-folder';
import { startScenario } from '../../scenario/start-scenario';
import { readStudyFile } from '../../src/app/read-study-file';
import { WORKFLOW_QUEUE } from '../../src/contract';
import type { StudyEnd } from '../../test/cluster/run-study';
import { SCENARIO_SUITES } from '../../test/support/worked-example';
import { type Listening, listening } from '../overhead/process';
import { BOXES, type Row } from './rows';

export interface Measured {
  readonly runs: number;
  /** From the start of the studies until their last file was written. */
  readonly seconds: number;
}

let rows = 0;

/** New workers, new studies, all on one server; each answer of the endpoint takes `thinkMs`. */
export async function measure(row: Row, address: string, thinkMs: number): Promise<Measured> {
  rows += 1;
  const prefix = `row-${rows}-`;
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-throughput-'));
  const scenario = await startScenario({ table: await thinking(thinkMs) });
  const connection = await Connection.connect({ address });
  const models = Object.fromEntries(
    BOXES.map((name) => [name, { provider: 'scenario', model: name }]),
  );
  await writeFile(join(folder, 'models.yaml'), JSON.stringify({ models }));
  const env = {
    TEMPORAL_ADDRESS: address,
    RATCHET_DATA: join(folder, 'data'),
    RATCHET_MODELS: join(folder, 'models.yaml'),
    RATCHET_QUEUE_PREFIX: prefix,
    RATCHET_SCENARIO_URL: scenario.url,
  };
  const workers = await startWorkers(row, env);
  try {
    const client = new Client({ connection });
    const inputs = await Promise.all(
      row.studies.map((model, at) => study(folder, model, `${prefix}${at}`)),
    );
    const begun = performance.now();
    const reports = await Promise.all(
      inputs.map((input) =>
        client.workflow.execute('optimizationCycle', {
          taskQueue: `${prefix}${WORKFLOW_QUEUE}`,
          workflowId: input.study,
          args: [input],
        }),
      ),
    );
    const seconds = (performance.now() - begun) / 1_000;
    const runs = reports.reduce<number>((sum, report: StudyEnd) => sum + report.spent.runs, 0);
    return { runs, seconds };
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await connection.close();
    await scenario.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns once all of them listen */
function startWorkers(row: Row, env: Readonly<Record<string, string>>): Promise<Listening[]> {
  const ratchet = join(packageFolder(), 'bin/ratchet');
  return Promise.all(
    row.workers.map((served) =>
      listening(
        { command: [process.execPath, ratchet, 'worker', '--only', served.join(',')], env },
        /^worker \d+ serves box/,
      ),
    ),
  );
}

/** Four machines with the small model of the worked example. */
async function thinking(thinkMs: number): Promise<unknown> {
  const path = join(packageFolder(), 'scenario/tables/lfm.yaml');
  const table = parse(await readFile(path, 'utf8'));
  const model = { ...table.models.lfm, latencyMs: thinkMs };
  return { ...table, models: Object.fromEntries(BOXES.map((name) => [name, model])) };
}

/** Of one spec: seven runs of its baseline, and nothing left to try. */
async function study(folder: string, model: string, name: string) {
  const file = join(folder, `${name}.json`);
  const content = {
    study: name,
    seed: 1,
    phases: { [name]: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
    baseline: { model, isolation: 1 },
    factors: {},
    budget: { cycles: 1 },
    watch: 'off',
    atCeiling: 'finish',
  };
  await writeFile(file, JSON.stringify(content));
  return readStudyFile(file);
}
