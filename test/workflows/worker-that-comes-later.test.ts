import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { createWorkers } from '../../src/app/worker/create-workers';
import {
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
  statusOf,
  type StudyServer,
} from '../support/study-server';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const minutes = 60_000;

describe('workers that serve some of the models', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let dataDir: string;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: steadyTable(2) });
    dataDir = await mkdtemp(join(tmpdir(), 'ratchet-later-'));
  }, 2 * minutes);

  afterAll(async () => {
    await scenario?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('make a study wait, not fail, until one comes that serves its model', async () => {
    const queuePrefix = 'later-';
    const models = { lfm: scenarioModel('lfm', scenario.url) };
    const workers = await createWorkers({
      connection: server.env.nativeConnection,
      namespace: 'default',
      client: server.env.client,
      bundle: server.bundle,
      dataDir,
      queuePrefix,
      models,
      serves: [],
      env: {},
    });
    const running = Promise.all(workers.map((worker) => worker.run()));
    const handle = await startStudy(
      server,
      { taskQueue: `${queuePrefix}ratchet` },
      smallStudy('later', { factors: { retries: [1] } }),
    );
    await until('a run that nobody takes', async () => {
      const child = server.env.client.workflow.getHandle('later/c1/later/e0-baseline');
      const { raw } = await child.describe();
      return raw.pendingActivities?.length === 1;
    });
    expect(await statusOf(handle)).toMatchObject({ state: 'running', trouble: null });

    const other = await startInstallation(server, { queuePrefix, models, dataDir });
    expect(await handle.result()).toMatchObject({ state: 'finished', spent: { runs: 3 } });
    for (const worker of workers) worker.shutdown();
    await running;
    await other.stop();
  }, 2 * minutes);

  it('can be told to stop while the study waits for one', async () => {
    const queuePrefix = 'never-';
    const workers = await createWorkers({
      connection: server.env.nativeConnection,
      namespace: 'default',
      client: server.env.client,
      bundle: server.bundle,
      dataDir,
      queuePrefix,
      models: { lfm: scenarioModel('lfm', scenario.url) },
      serves: [],
      env: {},
    });
    const running = Promise.all(workers.map((worker) => worker.run()));
    const handle = await startStudy(server, { taskQueue: `${queuePrefix}ratchet` }, smallStudy('never', {}));
    await until('a baseline', async () => (await statusOf(handle)).phases[0]?.table.length);
    await handle.signal('stop');
    expect(await handle.result()).toMatchObject({ state: 'stopped', spent: { runs: 0 } });
    for (const worker of workers) worker.shutdown();
    await running;
  }, 3 * minutes);
});
