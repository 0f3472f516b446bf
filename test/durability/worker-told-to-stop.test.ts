import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { type StudyServer, startStudy, startStudyServer } from '../support/study-server';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process';

const minutes = 60_000;
/** Questions of one run. */
const RUN_ITEMS = 6;
/** Of one answer, in milliseconds: a run takes 12 s. */
const LATENCY_MS = 2_000;
/** Less than a run takes, more than the last two answers of one. */
const GRACE_SECONDS = 5;

const EVALUATION = 'told/c1/told/e0-baseline';
const queuePrefix = 'stopped-';

describe('a worker that is told to stop in the middle of a run, with another one beside it', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let folder: string;
  let stopped: WorkerProcess;
  let other: WorkerProcess;
  let code: number | null;
  let askedUntilThen: number;
  const workers: WorkerProcess[] = [];

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: steadyTable(LATENCY_MS) });
    folder = await mkdtemp(join(tmpdir(), 'ratchet-stopped-'));
    const lfm = { provider: 'scenario', baseUrl: `${scenario.url}/v1`, model: 'lfm' };
    await writeFile(join(folder, 'models.yaml'), JSON.stringify({ models: { lfm } }));
    const [one, two] = [await listening(), await listening()];
    const taskQueue = `${queuePrefix}ratchet`;
    await startStudy(server, { taskQueue }, smallStudy('told', { budget: { cycles: 1 } }));
    await until('the middle of a run', () => asked() >= 2);
    const { lastWorkerIdentity } = await runInFlight();
    const isOne = lastWorkerIdentity?.endsWith(`/${one.pid}`);
    [stopped, other] = isOne ? [one, two] : [two, one];
    code = await stopped.stop();
    askedUntilThen = asked();
  }, 4 * minutes);

  afterAll(async () => {
    for (const worker of workers) await worker.kill();
    await scenario?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function listening(grace = GRACE_SECONDS): Promise<WorkerProcess> {
    const place = { dataDir: join(folder, 'data'), modelsFile: join(folder, 'models.yaml') };
    const args = ['--grace', String(grace)];
    const worker = startWorkerProcess(server, { ...place, queuePrefix }, args);
    workers.push(worker);
    await until('a worker that listens', () => worker.said().includes('serves lfm'));
    return worker;
  }

  const asked = (): number => scenario.log().requests;

  async function runInFlight() {
    const { raw } = await server.env.client.workflow.getHandle(EVALUATION).describe();
    const [run] = raw.pendingActivities ?? [];
    if (!run) throw new Error('no run is in flight');
    return run;
  }

  it('ends in order, before the run does', () => {
    expect(code).toBe(0);
    expect(askedUntilThen).toBeLessThan(RUN_ITEMS);
  });

  it('says which run was in flight and that it is handed over', () => {
    expect(stopped.said()).toContain(`in flight: ${EVALUATION} run 1\n`);
    expect(stopped.said()).toContain(`handed over: ${EVALUATION} run 1\n`);
    expect(stopped.said()).toContain('worker stopped');
    expect(stopped.said()).not.toMatch(/^warn/m);
  });

  it('has the run begun again at once by the other one', async () => {
    await until('the run to be asked again', () => asked() > askedUntilThen);
    // That a worker is silent would be noticed too, but after half a minute, and as a time-out.
    expect(await runInFlight()).toMatchObject({
      attempt: 2,
      lastWorkerIdentity: expect.stringMatching(new RegExp(`/${other.pid}$`)),
      lastFailure: { applicationFailureInfo: { type: 'WORKER_STOPPED' } },
    });
  });

  it('finishes a run that ends within the grace time, and says so', async () => {
    await until('the end of the run to be near', () => asked() >= askedUntilThen + RUN_ITEMS - 1);
    expect(await other.stop()).toBe(0);
    expect(other.said()).toMatch(new RegExp(`^finished: ${EVALUATION} run \\d$`, 'm'));
    expect(other.said()).not.toContain('handed over');
  });

  it(
    'ends at once when it is told a second time',
    async () => {
      const hurried = await listening(3_600);
      const before = asked();
      await until('a run', () => asked() > before);
      expect(await hurried.stopTwice()).toBe(143);
    },
    2 * minutes,
  );
});
