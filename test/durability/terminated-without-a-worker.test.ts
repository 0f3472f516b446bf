import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import { folderMedium } from '../../activities/store/folder-medium';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { sweepStudies } from '../../src/app/worker/sweep-studies';
import { admission, aSpec, eventsOf } from '../history/study-events';
import { filesBelow } from '../support/data-folder';
import type { Json } from '../support/json';
import { type StudyServer, startStudy, startStudyServer } from '../support/study-server';
import { temporal } from '../support/temporal-command';
import { until } from '../support/until';
import { SCENARIO_SUITES } from '../support/worked-example';
import { startWorkerProcess } from '../support/worker-process';

const minutes = 60_000;
const queuePrefix = 'unattended-';

/** A baseline that never calls anything, and a fallback that can: a trial that takes a while. */
const study = {
  study: 'lfm',
  phases: { atomic: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
  baseline: { model: 'mute' },
  fallbacks: { mute: 'able' },
  generators: ['retries'],
  policy: { runs: 3, verifyRuns: 17 },
  atCeiling: 'finish',
  watch: 'off',
};
const table = {
  suites: ['lfm-atomic'],
  models: {
    mute: {
      accuracy: { 'lfm-atomic': { '*': { right: { actions: 0, restraint: 'all' } } } },
      latencyMs: 50,
    },
    able: { accuracy: {}, latencyMs: 50 },
  },
};

describe('a study that is terminated in mid-trial while no worker runs', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let folder: string;
  let worker: ReturnType<typeof startWorkerProcess>;
  let beforeTrial = '';

  const dataDir = (): string => join(folder, 'data');
  const file = (name: string): string => join(dataDir(), 'studies/lfm', name);
  const startWorker = () =>
    startWorkerProcess(server, {
      dataDir: dataDir(),
      modelsFile: join(folder, 'models.yaml'),
      queuePrefix,
    });
  const sweep = (say: (line: string) => void = () => undefined) =>
    sweepStudies({ client: server.env.client, medium: folderMedium(dataDir()), queuePrefix, say });

  async function events(): Promise<readonly Json[]> {
    const text = await readFile(file('routing_decisions.log'), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table });
    folder = await mkdtemp(join(tmpdir(), 'ratchet-unattended-'));
    const entry = { provider: 'scenario', baseUrl: `${scenario.url}/v1` };
    const models = { mute: { ...entry, model: 'mute' }, able: { ...entry, model: 'able' } };
    await writeFile(join(folder, 'models.yaml'), JSON.stringify({ models }));
    worker = startWorker();
    await startStudy(server, { taskQueue: `${queuePrefix}ratchet` }, study);
    await until('an open trial', async () => {
      const text = await readFile(file('routing_config.json'), 'utf8');
      if ('trial' in JSON.parse(text)) return true;
      beforeTrial = text;
      return false;
    });
    await worker.kill();
    await temporal(server, 'workflow', 'terminate', '-w', 'lfm');
  }, 3 * minutes);

  afterAll(async () => {
    await worker?.kill();
    await scenario?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'is undone and ended by the next worker, after the transaction that it finds still open',
    async () => {
      worker = startWorker();
      const routing = await until('the end in the file', async () => {
        const text = await readFile(file('routing_config.json'), 'utf8');
        return JSON.parse(text).state === 'stopped' && text;
      });
      // Byte for byte, but for the state.
      expect(routing).toBe(beforeTrial.replace('"state": "live"', '"state": "stopped"'));

      const log = await events();
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1));
      expect(log.filter(({ type }) => type === 'trial-undone')).toHaveLength(1);
      expect(log.filter(({ type }) => type === 'study-ended')).toHaveLength(1);
      expect(log.at(-1)).toMatchObject({
        type: 'study-ended',
        state: 'stopped',
        reason: 'its workflow was closed from outside: terminated',
      });
    },
    3 * minutes,
  );

  it('leaves no workflow behind', async () => {
    const query = "WorkflowId STARTS_WITH 'lfm' AND ExecutionStatus = 'Running'";
    const open: string[] = [];
    for await (const { workflowId } of server.env.client.workflow.list({ query })) {
      open.push(workflowId);
    }
    expect(open).toEqual([]);
  });

  it('has the histories of all that it had started, also of what closed after it', async () => {
    await Promise.all([sweep(), sweep()]);
    const { runId } = await server.env.client.workflow.getHandle('lfm').describe();
    const manifest = JSON.parse(
      await readFile(file(`histories/lfm-${runId}.manifest.json`), 'utf8'),
    );
    expect(manifest.leftOut).toEqual([]);
    expect(manifest.histories).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ workflowId: 'lfm', status: 'TERMINATED' }),
        expect.objectContaining({ type: 'enforceRecommendation', status: 'COMPLETED' }),
      ]),
    );
  });

  it('is not touched again', async () => {
    await worker.stop();
    const before = await filesBelow(dataDir());
    const said: string[] = [];
    await sweep((line) => said.push(line));
    expect(said).toEqual([]);
    expect(await filesBelow(dataDir())).toEqual(before);
  });

  it('is told from a study that the server does not know: that one stays as it is', async () => {
    const atomic = { phase: 'atomic', spec: aSpec(), fallbacks: [] };
    const unknown = eventsOf('unknown', [[1, admission('unknown', [atomic])]]);
    await createStore({ dataDir: dataDir() }).recordEvents({ study: 'unknown', events: unknown });
    const before = await filesBelow(dataDir());
    await sweep();
    expect(await filesBelow(dataDir())).toEqual(before);
  });
});
