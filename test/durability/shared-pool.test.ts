import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { METRICS } from '../../src/app/metrics/catalogue';
import type { PoolHolder } from '../../src/pool/pool-view';
import { jsonLines, ratchet } from '../cli/ratchet';
import { freePort } from '../support/free-port';
import { askedMetrics, shownIn } from '../support/metric-names';
import { poolNow } from '../support/pool-server';
import { type StudyServer, startStudy, startStudyServer } from '../support/study-server';
import { until } from '../support/until';
import { type WatchedEndpoint, watchEndpoint } from '../support/watched-endpoint';
import { smallStudy, steadyTable } from '../support/worked-example';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process';

const minutes = 60_000;
const queuePrefix = 'shared-';
/** One of three runs, each of six items. */
const EVALUATION = 18;

describe('a pool that two worker processes and several studies share', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let slow: Scenario;
  let folder: string;
  let workers: WorkerProcess[];
  let ports: readonly number[];
  let endpoints: Readonly<Record<'solo' | 'duo' | 'halted' | 'killed', WatchedEndpoint>>;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: steadyTable(10) });
    slow = await startScenario({ table: steadyTable(50) });
    folder = await mkdtemp(join(tmpdir(), 'ratchet-shared-'));
    endpoints = {
      solo: await watchEndpoint(scenario.url),
      duo: await watchEndpoint(scenario.url),
      halted: await watchEndpoint(slow.url),
      killed: await watchEndpoint(slow.url),
    };
    const entry = ({ url }: WatchedEndpoint, slots: number) => ({
      provider: 'scenario',
      model: 'lfm',
      baseUrl: `${url}/v1`,
      slots,
    });
    const models = {
      solo: entry(endpoints.solo, 1),
      duo: entry(endpoints.duo, 2),
      halted: entry(endpoints.halted, 1),
      killed: entry(endpoints.killed, 1),
    };
    await writeFile(join(folder, 'models.yaml'), JSON.stringify({ models }));
    ports = [await freePort(), await freePort()];
    workers = ports.map((port) => startWorker(['--metrics', `127.0.0.1:${port}`]));
  }, 2 * minutes);

  afterAll(async () => {
    for (const worker of workers) await worker.kill();
    for (const endpoint of Object.values(endpoints)) await endpoint.close();
    await scenario?.close();
    await slow?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function startWorker(args: readonly string[] = []): WorkerProcess {
    const place = { dataDir: join(folder, 'data'), modelsFile: join(folder, 'models.yaml') };
    const env = { RATCHET_LOG: 'json' };
    return startWorkerProcess(server, { ...place, queuePrefix, env }, ['--grace', '1', ...args]);
  }

  function start(model: string, letter: string, policy = { runs: 3 }) {
    const name = `${model}-${letter}`;
    return startStudy(
      server,
      { taskQueue: `${queuePrefix}ratchet` },
      {
        ...smallStudy(name, { policy }),
        baseline: { model, prompt: 'own' },
        prompts: { own: { system: `You work for ${name}.` } },
      },
    );
  }

  it(
    'makes the runs of three studies one after another on one slot, and two at once on two',
    async () => {
      const started = ['solo', 'duo'].flatMap((model) =>
        ['a', 'b', 'c'].map(async (letter) => (await start(model, letter)).result()),
      );
      const reports = await Promise.all(started);
      expect(reports.map(({ state }) => state)).toEqual(reports.map(() => 'finished'));
      expect(endpoints.solo.most()).toBe(1);
      expect(endpoints.duo.most()).toBe(2);

      const owners = endpoints.solo.requests.map(({ owner }) => owner);
      const turns = turnsOf(owners);
      expect(turns.filter(({ requests }) => requests < EVALUATION)).toEqual([]);
      // While a study waits, each other one has one turn at most.
      expect(passedOver(turns.map(({ owner }) => owner))).toEqual([]);
    },
    4 * minutes,
  );

  /** What all workers together show to Prometheus. */
  async function scrape(): Promise<string> {
    const shown = ports.map(async (port) => {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
      return answer.text();
    });
    return (await Promise.all(shown)).join('\n');
  }

  it(
    'shows every metric that there is, and each one that the alerts and the dashboard ask for',
    async () => {
      const taskQueue = `${queuePrefix}ratchet`;
      const resting = smallStudy('resting', { atCeiling: 'rest', watch: 'off' });
      const study = { ...resting, baseline: { model: 'duo' } };
      const handle = await startStudy(server, { taskQueue }, study);
      // Its first task fails, as those of a workflow do whose code was changed under it.
      const stuck = await server.env.client.workflow.start('unknown', {
        taskQueue,
        workflowId: 'stuck',
      });
      const exposition = await until('the resting study to be seen', async () => {
        const text = await scrape();
        const rests = /^ratchet_studies{.*state="resting".*} 1$/m.test(text);
        return rests && text.includes('temporal_workflow_task_execution_failed') && text;
      });
      const shown = shownIn(exposition);
      const own = Object.values(METRICS).map(({ name, kind }) =>
        kind === 'histogram' ? `${name}_bucket` : name,
      );
      expect(own.filter((name) => !shown.has(name))).toEqual([]);
      const asked = await askedMetrics();
      expect(asked.length).toBeGreaterThan(15);
      expect(asked.filter((name) => !shown.has(name))).toEqual([]);
      // As many outcomes as the letters that the study's runs have.
      expect(sumOf(exposition, 'ratchet_runs_total', 'resting') * 6).toBe(
        sumOf(exposition, 'ratchet_outcomes_total', 'resting'),
      );
      expect(exposition).toMatch(/^ratchet_baseline_accuracy{.*study="resting".*} 0\.8333/m);
      await handle.terminate();
      await stuck.terminate();
    },
    3 * minutes,
  );

  it('logs lines of JSON alone, with study, cycle, spec and run', () => {
    const lines = workers.flatMap((worker) => worker.said().split('\n').slice(0, -1));
    const entries = lines.map((line): Record<string, unknown> => JSON.parse(line));
    for (const { time, level, message } of entries) {
      expect([typeof time, typeof level, typeof message]).toEqual(['string', 'string', 'string']);
    }
    expect(entries).toContainEqual(
      expect.objectContaining({
        level: 'info',
        message: expect.stringMatching(/^run made: [PWANOMT]{6}, /),
        study: 'resting',
        cycle: 1,
        phase: 'resting',
        spec: 'duo/resting/native_api/t60/r1/i0/w0/T0',
        evaluation: 'resting/c1/resting/e0-baseline',
        run: 2,
      }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ study: 'resting', message: expect.stringMatching(/^REJECT: /) }),
    );
    // What the core of the SDK says of a task that fails is one of them.
    expect(entries).toContainEqual(
      expect.objectContaining({ sdkComponent: 'core', level: 'warn', error: expect.any(String) }),
    );
  });

  it(
    'lets a slot go when the worker that holds it is suspended, or killed, and never has two use it',
    async () => {
      const third = startWorker();
      workers = [...workers, third];
      await until('a third worker', () => third.said().includes('serves'));
      const results = ['halted', 'killed'].flatMap((model) =>
        ['x', 'y'].map(async (letter) => (await start(model, letter, { runs: 5 })).result()),
      );
      const { halted, killed } = await twoAtWork();
      await until('the other study in the queue', async () => {
        const { waiting } = await poolNow(server, queuePrefix, 'halted');
        return waiting.some(({ study }) => study !== halted.study);
      });
      await expectShown(halted);

      const suspended = workerOf(halted);
      process.kill(suspended.pid, 'SIGSTOP');
      await workerOf(killed).kill();
      endpoints.killed.letGo();
      // The suspended worker will find its answer; the request of whoever comes next waits until it has.
      endpoints.halted.letGo();
      endpoints.halted.hold();
      const next = await holderNow('halted', ({ worker }) => worker !== halted.worker);
      const other = await holderNow('killed', ({ worker }) => worker === next.worker);
      // Not before the leases of those that are silent have lapsed, by the clock of the pools.
      expect(next.since >= halted.until).toBe(true);
      expect(other.since >= killed.until).toBe(true);
      await until('a request of the next one', () => endpoints.halted.waiting().length > 0);
      const before = suspended.said().length;
      process.kill(suspended.pid, 'SIGCONT');
      // By then it has long had the answer that it was suspended over, and would have asked on.
      await until('another run of the suspended worker', () =>
        suspended.said().slice(before).includes('run made'),
      );
      // Now it is the only one.
      await workerOf(next).stop();
      await holderNow('halted', ({ worker }) => worker === halted.worker);
      endpoints.halted.letGo();
      const reports = await Promise.all(results);
      expect(reports.map(({ state }) => state)).toEqual(results.map(() => 'finished'));
      expect(endpoints.halted.most()).toBe(1);
      expect(endpoints.killed.most()).toBe(1);
    },
    5 * minutes,
  );

  /** Holders of the two slots, each another worker, and in the midst of a run that does not go on. */
  function twoAtWork(): Promise<Readonly<Record<'halted' | 'killed', PoolHolder>>> {
    const both = [endpoints.halted, endpoints.killed];
    return until('two workers with a slot each', async () => {
      for (const endpoint of both) endpoint.hold();
      await until('requests', () => both.every((endpoint) => endpoint.waiting().length > 0));
      const [halted, killed] = await Promise.all([holderNow('halted'), holderNow('killed')]);
      if (halted.worker !== killed.worker) return { halted, killed };
      for (const endpoint of both) endpoint.letGo();
      return null;
    });
  }

  /** By `ratchet status`, for people and for programs. */
  async function expectShown({ study, worker }: PoolHolder): Promise<void> {
    const variables = { TEMPORAL_ADDRESS: server.env.address, RATCHET_QUEUE_PREFIX: queuePrefix };
    const other = study === 'halted-x' ? 'halted-y' : 'halted-x';
    const [told, one] = await Promise.all([
      ratchet(['status'], variables),
      ratchet(['status', other, '--json'], variables),
    ]);
    expect(told.stdout).toMatch(/pool halted +1 of 1 slots in use, 1 waiting/);
    expect(told.stdout).toMatch(new RegExp(`held by ${study}/\\S+ run \\d on ${worker}, since`));
    expect(jsonLines(one)).toMatchObject([
      {
        study: other,
        pools: [
          { pool: 'halted', slots: 1, holders: [{ study, worker }], waiting: [{ study: other }] },
        ],
      },
    ]);
  }

  /** A suspended worker that has the pool in its memory would be asked for half a minute: each question has its limit. */
  function holderNow(
    pool: 'halted' | 'killed',
    isMeant: (holder: PoolHolder) => boolean = () => true,
  ): Promise<PoolHolder> {
    return until(`a holder of the slot of ${pool}`, async () => {
      const { holders } = await server.env.client.withDeadline(Date.now() + 3_000, () =>
        poolNow(server, queuePrefix, pool),
      );
      return holders.find((holder) => holder.state === 'running' && isMeant(holder));
    });
  }

  function workerOf(holder: PoolHolder): WorkerProcess {
    const found = workers.find(({ pid }) => pid === pidOf(holder));
    if (!found) throw new Error(`no worker ${holder.worker}`);
    return found;
  }
});

function pidOf({ worker }: PoolHolder): number {
  return Number(worker.split('/').at(-1));
}

interface Turn {
  readonly owner: string;
  readonly requests: number;
}

/** The order in which the endpoint was used, whoever came next to itself counted once. */
function turnsOf(owners: readonly string[]): readonly Turn[] {
  const starts = owners.flatMap((owner, at) => (owner === owners[at - 1] ? [] : [at]));
  return starts.map((at, place) => ({
    owner: owners[at] ?? '',
    requests: (starts[place + 1] ?? owners.length) - at,
  }));
}

/** Studies that had to let the same other one go first twice. */
function passedOver(turns: readonly string[]): readonly string[] {
  return turns.flatMap((owner, at) => {
    const next = turns.indexOf(owner, at + 1);
    const between = next < 0 ? [] : turns.slice(at + 1, next);
    return between.filter((other, place) => between.indexOf(other) !== place);
  });
}

/** Over all series of a metric that are about the study. */
function sumOf(exposition: string, metric: string, study: string): number {
  const lines = exposition.split('\n').filter((line) => line.startsWith(`${metric}{`));
  return lines
    .filter((line) => line.includes(`study="${study}"`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
