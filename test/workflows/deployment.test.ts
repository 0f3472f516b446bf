import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderMedium } from '../../activities/store/folder-medium';
import { sha256 } from '../../activities/store/sha256';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { verifyFolder } from '../../src/app/audit/verify-folder';
import { buildOf } from '../../src/audit/archive';
import { ADOPT_BUILD_SIGNAL } from '../../src/contract';
import { lastEvent } from '../support/last-event';
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
import { temporal } from '../support/temporal-command';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process';

const minutes = 60_000;
const DEPLOYMENT = 'tuning';
const short = { runs: 1, minSamples: 1, verifyRuns: 1 };

describe('studies of a worker deployment', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let dataDir: string;
  let older: Installation;
  let newer: WorkerProcess;
  let builds: { readonly older: string; readonly newer: string };

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: steadyTable(20) });
    dataDir = await mkdtemp(join(tmpdir(), 'ratchet-deployment-'));
    older = await startInstallation(server, {
      queuePrefix: 'deployed-',
      dataDir,
      models: { lfm: scenarioModel('lfm', scenario.url) },
      deployment: { name: DEPLOYMENT, label: 'one' },
    });
    const modelsFile = join(dataDir, 'models.yaml');
    await writeFile(
      modelsFile,
      `models:\n  lfm: { provider: scenario, model: lfm, baseUrl: "${scenario.url}/v1" }\n`,
    );
    const place = { dataDir, modelsFile, queuePrefix: 'deployed-' };
    newer = startWorkerProcess(server, place, ['--deployment', DEPLOYMENT, '--build', 'two']);
    builds = {
      older: buildOf(sha256(server.bundle.code), 'one'),
      newer: await until('the newer worker to say how it becomes the current one', () => {
        const build = / --build-id (two\+\S+) --yes/.exec(newer.said())?.[1];
        if (build === undefined) throw new Error(newer.said());
        return build;
      }),
    };
  }, 2 * minutes);

  afterAll(async () => {
    await Promise.all([older?.stop(), newer?.stop()]);
    await scenario?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  function makeCurrent(build: string): Promise<void> {
    const command = `worker deployment set-current-version --deployment-name ${DEPLOYMENT}`;
    return until(`${build} to be the current build`, async () => {
      const { ok, output } = await temporal(
        server,
        ...command.split(' '),
        '--build-id',
        build,
        '--yes',
      );
      if (!ok) throw new Error(output);
      return true;
    }).then(() => undefined);
  }

  /** Of each run of a workflow, oldest first, the builds that took its tasks. */
  async function buildsOf(workflowId: string): Promise<readonly string[]> {
    const { client } = server.env;
    const runs = [];
    for await (const run of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
      runs.push(run);
    }
    const inOrder = runs.toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime());
    const used = inOrder.map(async ({ runId }) => {
      const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const names = (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: completed }) =>
        completed?.deploymentVersion?.buildId ? [completed.deploymentVersion.buildId] : [],
      );
      return [...new Set(names)].join(' then ');
    });
    return Promise.all(used);
  }

  /** The server tells its parts of a change one after another: a message may be there before it. */
  function goesOver(study: string, build: string): Promise<true> {
    return until(`${study} to go over to ${build}`, async () => {
      await server.env.client.workflow.getHandle(study).signal(ADOPT_BUILD_SIGNAL);
      return (await buildsOf(study)).at(-1) === build;
    });
  }

  /** A list shows what has just closed a moment later. */
  function ranOn(workflowId: string, build: string): Promise<true> {
    return until(
      `${workflowId} to have run on ${build}`,
      async () => {
        const used = await buildsOf(workflowId);
        if (used.join() === build) return true;
        const runs = await buildsOf(workflowId.split('/')[0] ?? '');
        throw new Error(`${used.join() || 'none'}; runs of the study: ${runs.join()}`);
      },
      15_000,
    );
  }

  const resting = (handle: Pick<StudyHandle, 'query'>, cycle: number) =>
    until(`a rest in cycle ${cycle}`, async () => {
      const status = await statusOf(handle);
      return status.doing.startsWith('rests') && status.cycle === cycle && status;
    });

  function start<T extends object>(study: string, more: T): Promise<StudyHandle> {
    return startStudy(server, older, smallStudy(study, { policy: short, ...more }));
  }

  it(
    'wait for a first current build, stay with it for the cycle, and go on with the next',
    async () => {
      const handle = await start('moving', {
        factors: { retries: [1, 2, 3, 4] },
        policy: { ...short, candidatesPerCycle: 1 },
      });
      const waiting = await handle.describe();
      expect(waiting).toMatchObject({ status: { name: 'RUNNING' }, historyLength: 2 });

      await makeCurrent(builds.older);
      await until('a first run', async () => (await statusOf(handle)).phases[0]?.table.length);
      await makeCurrent(builds.newer);
      expect(await handle.result()).toMatchObject({ state: 'finished', cycles: 3 });

      expect(await buildsOf('moving')).toEqual([builds.older, builds.newer, builds.newer]);
      const children = ['c1/moving/e0-baseline', 'c2/moving/e0-baseline', 'c3/moving/e0-baseline'];
      const oldest = await Promise.all(children.map((child) => buildsOf(`moving/${child}`)));
      expect(oldest.flat()).toEqual([builds.older, builds.newer, builds.newer]);
    },
    3 * minutes,
  );

  it(
    'go over amid a rest, without waking',
    async () => {
      await makeCurrent(builds.older);
      const handle = await start('resting', { atCeiling: 'rest', watch: '24h' });
      const first = await resting(handle, 2);
      await handle.signal('setBudget', { runs: 1_001 });
      await makeCurrent(builds.newer);
      await goesOver('resting', builds.newer);
      expect(await lastEvent(dataDir, 'resting', 'control')).toMatchObject({
        id: 'c2/control-1',
        control: { name: 'setBudget', applied: true },
      });
      const second = await resting(handle, 2);
      expect(second.doing).toBe(first.doing);
      expect(second.recent).toEqual(first.recent);

      await handle.signal('resume');
      await resting(handle, 3);
      expect(await buildsOf('resting')).toEqual([
        builds.older,
        builds.older,
        builds.newer,
        builds.newer,
      ]);
      await ranOn('resting/c2/resting/e0-baseline', builds.newer);
    },
    3 * minutes,
  );

  it(
    'go back when the older build is current again',
    async () => {
      await makeCurrent(builds.older);
      await goesOver('resting', builds.older);
      const handle = server.env.client.workflow.getHandle('resting');
      await handle.signal('resume');
      await resting(handle, 4);
      expect(await ranOn('resting/c3/resting/e0-baseline', builds.older)).toBe(true);
    },
    2 * minutes,
  );

  it(
    'leave archives that an audit replays with the build that made each history',
    async () => {
      const handle = server.env.client.workflow.getHandle('resting');
      const { cycle } = await statusOf(handle);
      await handle.signal('stop');
      await handle.result();
      await server.env.client.workflow.getHandle(`resting/archive-c${cycle}`).result();
      const progress = (): void => undefined;
      for (const study of ['moving', 'resting']) {
        const verified = await verifyFolder({
          stored: folderMedium(dataDir),
          study,
          heads: [],
          replay: true,
          progress,
        });
        expect(verified.findings).toEqual([]);
        expect(verified.notes).toEqual([]);
      }
    },
    2 * minutes,
  );
});
