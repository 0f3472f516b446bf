import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { createWorkers } from '../../src/app/worker/create-workers';
import {
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
  statusOf,
} from '../support/study-server';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';

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

  /** The workers of an installation but for those that make runs; stopped whatever becomes of the work. */
  async function withWorkersForNoModel(queuePrefix: string, work: () => Promise<void>) {
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
    try {
      await work();
    } finally {
      for (const worker of workers) worker.shutdown();
      await running;
    }
  }

  it(
    'make a study wait, not fail, until one comes that serves its model',
    async () => {
      const queuePrefix = 'later-';
      const study = smallStudy('later', { factors: { retries: [1] } });
      const handle = server.env.client.workflow.getHandle('later');
      await withWorkersForNoModel(queuePrefix, async () => {
        await startStudy(server, { taskQueue: `${queuePrefix}ratchet` }, study);
        await until('a run that nobody takes', async () => {
          const child = server.env.client.workflow.getHandle('later/c1/later/e0-baseline');
          const { raw } = await child.describe();
          return raw.pendingActivities?.length === 1;
        });
        expect(await statusOf(handle)).toMatchObject({ state: 'running', trouble: null });
      });

      const models = { lfm: scenarioModel('lfm', scenario.url) };
      const other = await startInstallation(server, { queuePrefix, models, dataDir });
      try {
        expect(await handle.result()).toMatchObject({ state: 'finished', spent: { runs: 3 } });
      } finally {
        await other.stop();
      }
    },
    2 * minutes,
  );

  it(
    'can be told to stop while the study waits for one',
    async () => {
      const queuePrefix = 'never-';
      await withWorkersForNoModel(queuePrefix, async () => {
        const taskQueue = `${queuePrefix}ratchet`;
        const handle = await startStudy(server, { taskQueue }, smallStudy('never', {}));
        await until('a baseline', async () => (await statusOf(handle)).phases[0]?.table.length);
        await handle.signal('stop');
        expect(await handle.result()).toMatchObject({ state: 'stopped', spent: { runs: 0 } });
      });
    },
    3 * minutes,
  );
});
