import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { parse } from 'yaml';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import type { StudyReport } from '../../src/study/study-report';
import {
  type StudyServer,
  startInstallation,
  startStudy,
  startStudyServer,
} from '../support/study-server';
import { until } from '../support/until';
import { WORKED_EXAMPLE, workedExampleModels } from '../support/worked-example';
import { startWorkerProcess } from '../support/worker-process';

const minutes = 60_000;
const queuePrefix = 'durability-';
/** Of the study that is disturbed: the name of a study is in what it draws, so both have the same. */
const NAMESPACE = 'disturbed';
const FILES = [
  'routing_config.json',
  'routing_decisions.log',
  'meta_loop_history.json',
  'harness_feedback.json',
];
/**
 * One cycle of the worked example with few runs: two promotions' worth of work, one of them by a trial. Three runs
 * decide, since their answers are copies.
 */
const study = {
  ...WORKED_EXAMPLE,
  policy: { runs: 3, determinism: 'auto' },
  budget: { cycles: 1 },
};

describe('a worker that is killed', () => {
  let server: StudyServer;
  let scenarios: readonly Scenario[] = [];
  let folder: string;
  let undisturbed: Ended;
  let killed: Ended;

  beforeAll(async () => {
    server = await startStudyServer(['--namespace', NAMESPACE]);
    const table = await slowerTable();
    const [one, other] = [await startScenario({ table }), await startScenario({ table })];
    scenarios = [one, other];
    folder = await mkdtemp(join(tmpdir(), 'ratchet-durability-'));
    // Side by side, each with a namespace, a folder and models of its own: most of the second one is waiting.
    [undisturbed, killed] = await Promise.all([runUndisturbed(one), runKilled(other)]);
  }, 6 * minutes);

  afterAll(async () => {
    for (const scenario of scenarios) await scenario.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function runUndisturbed(scenario: Scenario): Promise<Ended> {
    const dataDir = join(folder, 'undisturbed');
    const models = workedExampleModels(scenario);
    const installation = await startInstallation(server, { queuePrefix, models, dataDir });
    const handle = await startStudy(server, installation, study);
    try {
      const report = await handle.result();
      return { report, files: await filesIn(dataDir) };
    } finally {
      await installation.stop();
    }
  }

  /** Killed in the middle of a run, and again while a trial is open. */
  async function runKilled(scenario: Scenario): Promise<Ended> {
    const dataDir = join(folder, 'killed');
    const modelsFile = join(folder, 'models.yaml');
    const baseUrl = `${scenario.url}/v1`;
    const entry = { provider: 'scenario', baseUrl };
    const models = {
      lfm: { ...entry, model: 'lfm' },
      'claude-haiku': { ...entry, model: 'claude-haiku', slots: 4 },
    };
    await writeFile(modelsFile, JSON.stringify({ models }));
    const answered = () => answeredBy(scenario);
    const env = { TEMPORAL_NAMESPACE: NAMESPACE };
    const startWorker = () => startWorkerProcess(server, { dataDir, modelsFile, queuePrefix, env });
    const client = new Client({ connection: server.env.connection, namespace: NAMESPACE });
    let worker = startWorker();
    try {
      const handle = await startStudy(
        { env: { client } },
        { taskQueue: `${queuePrefix}ratchet` },
        study,
      );
      const middleOfARun = () => answered() > 20 && answered() % 6 === 3;
      await until('the middle of a run', middleOfARun, 2 * minutes);
      await worker.kill();

      worker = startWorker();
      const routing = join(dataDir, 'studies/lfm/routing_config.json');
      const openTrial = async () => 'trial' in JSON.parse(await readFile(routing, 'utf8'));
      await until('an open trial', openTrial, 2 * minutes);
      await worker.kill();

      worker = startWorker();
      const report = await handle.result();
      expect(await worker.stop()).toBe(0);
      return { report, files: await filesIn(dataDir) };
    } finally {
      await worker.kill();
    }
  }

  it('loses nothing: the study ends with the same winner', () => {
    expect(killed.report.phases).toEqual(undisturbed.report.phases);
    expect(killed.report.recent).toEqual(undisturbed.report.recent);
    expect(undisturbed.report.phases.map(({ last }) => last)).toEqual([
      'lfm/atomic/atomic/t60/r1/i0/w0/T0',
      'claude-haiku/extended/native_api/t60/r1/i0/w0/T0',
    ]);
  });

  it('counts each run once', () => {
    expect(killed.report.spent.runs).toBe(undisturbed.report.spent.runs);
  });

  it.each(FILES)('leaves the same %s, but for what clocks and faults may change', (name) => {
    expect(killed.files[name]).toEqual(undisturbed.files[name]);
  });
});

interface Ended {
  readonly report: StudyReport;
  readonly files: Readonly<Record<string, unknown>>;
}

function answeredBy(scenario: Scenario): number {
  const { models } = scenario.log();
  return Object.values(models).reduce((sum, model) => sum + model.answered, 0);
}

async function filesIn(dataDir: string): Promise<Readonly<Record<string, unknown>>> {
  const contents = FILES.map(async (name): Promise<[string, unknown]> => {
    const text = await readFile(join(dataDir, 'studies/lfm', name), 'utf8');
    const lines = name.endsWith('.log') ? text.trimEnd().split('\n') : [text];
    return [name, lines.map((line) => JSON.parse(line, withoutChances))];
  });
  return Object.fromEntries(await Promise.all(contents));
}

/** Measurements of clocks stand apart under `measured`; a line's hash covers them, and each data folder has a store of its own. */
function withoutChances(key: string, value: unknown): unknown {
  if (key === 'previous' || key === 'store') return undefined;
  return key === 'measured' && typeof value === 'object' ? undefined : value;
}

/** The worked example's models, slow enough to be caught in the middle of a run. */
async function slowerTable(): Promise<unknown> {
  const path = join(__dirname, '../../scenario/tables/lfm.yaml');
  const table = parse(await readFile(path, 'utf8'));
  for (const model of Object.values<{ latencyMs: number }>(table.models)) model.latencyMs = 40;
  return table;
}
