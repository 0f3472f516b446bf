import { appendFile, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { openTroubles } from '../../src/app/notify/open-troubles';
import { freePort } from '../support/free-port';
import type { Json } from '../support/json';
import {
  type Installation,
  type StudyHandle,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
  statusOf,
} from '../support/study-server';
import { until } from '../support/until';
import { SCENARIO_SUITES, smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;

describe('a study in trouble', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let picky: Scenario;
  let installation: Installation;
  let folder: string;
  let latePort: number;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: steadyTable(20) });
    picky = await startScenario({
      table: {
        suites: ['lfm-atomic'],
        models: { plain: { accuracy: {}, inapplicable: ['schema'] } },
      },
    });
    latePort = await freePort();
    folder = await mkdtemp(join(tmpdir(), 'ratchet-troubles-'));
    installation = await startInstallation(server, {
      queuePrefix: 'troubles-',
      models: {
        lfm: scenarioModel('lfm', scenario.url),
        plain: scenarioModel('plain', picky.url),
        late: scenarioModel('late', `http://127.0.0.1:${latePort}`, { modelId: 'lfm' }),
      },
    });
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await picky?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(() => faults([]));

  async function faults(list: readonly object[]): Promise<void> {
    const response = await fetch(`${scenario.url}/scenario/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults: list }),
    });
    expect(response.ok).toBe(true);
  }

  const measuring = (handle: StudyHandle) =>
    until('a baseline that is measured', async () => {
      const [phase] = (await statusOf(handle)).phases;
      return phase?.table[0]?.state === 'measured';
    });

  const trouble = (handle: StudyHandle) =>
    until('a trouble', async () => (await statusOf(handle)).trouble);

  /** What the study itself found: the passes of each decided candidate. */
  async function entries(study: string, type: string): Promise<readonly Json[]> {
    const path = join(installation.dataDir, 'studies', study, 'cycles/1.json');
    return JSON.parse(await readFile(path, 'utf8')).phases[study][type];
  }

  const decided = (study: string) => entries(study, 'candidate-decided');
  const diagnosed = (study: string) => entries(study, 'diagnosed');

  it(
    'waits at its start for an endpoint that is not up yet',
    async () => {
      const handle = await startStudy(
        server,
        installation,
        smallStudy('early', { baseline: { model: 'late' } }),
      );
      await until('a failed attempt at admission', async () => {
        const { raw } = await handle.describe();
        return raw.pendingActivities?.some(({ attempt }) => (attempt ?? 0) > 1);
      });
      expect((await statusOf(handle)).state).toBe('running');
      const late = await startScenario({ table: steadyTable(1), port: latePort });
      expect(await handle.result()).toMatchObject({ state: 'finished' });
      await late.close();
    },
    3 * minutes,
  );

  it(
    'can be stopped while it waits for an endpoint',
    async () => {
      const handle = await startStudy(
        server,
        installation,
        smallStudy('hopeless', { baseline: { model: 'late' } }),
      );
      await until('a failed attempt at admission', async () => {
        const { raw } = await handle.describe();
        return raw.pendingActivities?.some(({ attempt }) => (attempt ?? 0) > 1);
      });
      await handle.signal('stop');
      expect(await handle.result()).toMatchObject({ state: 'stopped' });
    },
    2 * minutes,
  );

  it(
    'waits out an endpoint that goes down in mid-study, and counts no sample of it',
    async () => {
      const study = smallStudy('outage', { factors: { retries: [1, 2, 3] } });
      const handle = await startStudy(server, installation, study);
      await measuring(handle);
      await faults([
        { kind: 'cut', on: 'all' },
        { kind: '500', on: 'all' },
      ]);
      const child = await until('a run that is tried again', async () => {
        for await (const { workflowId } of server.env.client.workflow.list({
          query: 'WorkflowType = "evaluateSpec" AND ExecutionStatus = "Running"',
        })) {
          if (!workflowId.startsWith('outage/')) continue;
          const { raw } = await server.env.client.workflow.getHandle(workflowId).describe();
          if (raw.pendingActivities?.some(({ attempt }) => (attempt ?? 0) > 1)) return workflowId;
        }
        return null;
      });
      expect((await statusOf(handle)).state).toBe('running');
      await faults([]);
      expect(await handle.result()).toMatchObject({ state: 'finished', spent: { runs: 9 } });
      const candidates = await decided('outage');
      expect(candidates.map(({ summary }) => summary.passesByRun)).toEqual([
        [5, 5, 5],
        [5, 5, 5],
      ]);
      const hit = candidates.find(({ summary }) => summary.evaluation === child);
      expect(hit?.measured.summary?.retriedRuns ?? hit?.summary.measured.retriedRuns).toBe(1);
      // Word of the void attempt came through the server, from one attempt to the next.
      expect(hit?.summary.diagnosis).toMatchObject({
        class: 'infrastructure',
        sentence: expect.stringMatching(/1 of 3 runs had to be made again .*MODEL_/),
      });
    },
    3 * minutes,
  );

  it(
    'pauses at a key that is refused, says why, and goes on when it is resumed',
    async () => {
      const study = smallStudy('refused', { factors: { retries: [1, 2, 3] } });
      const handle = await startStudy(server, installation, study);
      await measuring(handle);
      await faults([{ kind: 401, on: 'all' }]);
      expect(await trouble(handle)).toMatchObject({ code: 'MODEL_UNAUTHORIZED' });
      const paused = await statusOf(handle);
      expect(paused).toMatchObject({ state: 'paused' });
      expect(paused.doing).toContain('waits for a person');
      const at = { queuePrefix: 'troubles-', seen: new Map<string, string>() };
      const [told] = await until('a trouble to notify of', async () => {
        const standing = await openTroubles(server.env.client, at);
        return standing.length > 0 && standing;
      });
      expect(told?.news).toMatchObject({
        type: 'trouble',
        data: { study: 'refused', result: 'MODEL_UNAUTHORIZED' },
      });
      expect(await openTroubles(server.env.client, at)).toEqual([told]);
      await faults([]);
      await handle.signal('resume');
      expect(await handle.result()).toMatchObject({ state: 'finished', spent: { runs: 9 } });
      expect((await decided('refused')).map(({ summary }) => summary.runs)).toEqual([3, 3]);
      // Told for what it is: nothing in the spec could mend it.
      expect(await diagnosed('refused')).toContainEqual(
        expect.objectContaining({
          diagnosis: expect.objectContaining({
            class: 'infrastructure',
            sentence: expect.stringContaining('(MODEL_UNAUTHORIZED)'),
          }),
          recommendation: null,
        }),
      );
    },
    3 * minutes,
  );

  it(
    'pauses when its suite changes under it, and goes on when it is put back',
    async () => {
      const suite = join(folder, 'lfm-atomic.yaml');
      await copyFile(join(SCENARIO_SUITES, 'lfm-atomic.yaml'), suite);
      const before = await readFile(suite, 'utf8');
      const study = smallStudy('edited', {
        phases: { edited: suite },
        factors: { retries: [1, 2, 3] },
      });
      const handle = await startStudy(server, installation, study);
      await measuring(handle);
      await appendFile(suite, '\n# a thought\ntags: [later]\n');
      const found = await trouble(handle);
      await writeFile(suite, before);
      expect(found).toMatchObject({ code: expect.stringMatching(/^SUITE_/) });
      await handle.signal('resume');
      expect(await handle.result()).toMatchObject({ state: 'finished' });
    },
    3 * minutes,
  );

  it(
    'leaves a candidate aside that the endpoint cannot serve',
    async () => {
      const study = smallStudy('picky', {
        baseline: { model: 'plain' },
        factors: { variant: ['json_schema'], retries: [1, 2] },
      });
      const handle = await startStudy(server, installation, study);
      const report = await handle.result();
      expect(report.recent[0]?.verdicts).toEqual({ INAPPLICABLE: 1, REJECT: 1 });
      expect(report.spent.runs).toBe(6);
    },
    2 * minutes,
  );

  it(
    'fails with a clear message where the baseline itself cannot be served',
    async () => {
      const study = smallStudy('unserved', {
        baseline: { model: 'plain', variant: 'json_schema' },
      });
      const handle = await startStudy(server, installation, study);
      const failure: Json = await handle.result().catch((error: unknown) => error);
      expect(failure.cause).toMatchObject({ type: 'SPEC_INAPPLICABLE' });
      expect(failure.cause.message).toContain(
        'Cannot measure the baseline plain/unserved/json_schema',
      );
      expect(await statusOf(handle)).toMatchObject({ state: 'failed' });
      const routing = await readFile(
        join(installation.dataDir, 'studies/unserved/routing_config.json'),
        'utf8',
      );
      expect(JSON.parse(routing).state).toBe('failed');
    },
    2 * minutes,
  );

  it(
    'repeats an evaluation that somebody has terminated, when it is resumed',
    async () => {
      const handle = await startStudy(server, installation, smallStudy('shot', {}));
      await measuring(handle);
      const child = server.env.client.workflow.getHandle('shot/c1/shot/e1-retries-2');
      await until('the candidate', () => child.terminate('a mistake').then(() => true));
      expect((await trouble(handle)).message).toContain('shot/c1/shot/e1-retries-2');
      await handle.signal('resume');
      expect(await handle.result()).toMatchObject({ state: 'finished', spent: { runs: 6 } });
    },
    2 * minutes,
  );
});
