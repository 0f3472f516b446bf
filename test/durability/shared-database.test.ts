import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { parse } from 'yaml';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { waitsOf } from '../../src/app/client/waits';
import type { StudyReport } from '../../src/study/study-report';
import { jsonLines, ratchet } from '../cli/ratchet';
import { filesBelow } from '../support/data-folder';
import { HAS_POSTGRES, PASSWORD, type PostgresServer, startPostgres } from '../support/postgres';
import {
  type StudyHandle,
  type StudyServer,
  startInstallation,
  startStudy,
  startStudyServer,
} from '../support/study-server';
import { until } from '../support/until';
import { WORKED_EXAMPLE, workedExampleModels } from '../support/worked-example';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process';
import { type EndedStudy, endedStudy } from './ended-study';

const minutes = 60_000;
const NAME = 'lfm';
const DATABASE = 'shared';
/** Of the study on the database: the name of a study is in what it draws, so both have the same. */
const NAMESPACE = 'shared';
/** Three runs decide, since their answers are copies. */
const study = {
  ...WORKED_EXAMPLE,
  policy: { runs: 3, determinism: 'auto' },
  budget: { cycles: 1 },
};

const onPostgres = HAS_POSTGRES ? describe : describe.skip;

/** Two hosts are played by two processes with a data folder each. */
onPostgres('two workers on one database [needs PostgreSQL]', () => {
  let server: StudyServer;
  let database: PostgresServer;
  let client: Client;
  let scenarios: readonly Scenario[] = [];
  let folder: string;
  let store: string;
  let modelsFile: string;
  let undisturbed: Ended;
  let shared: Ended & { readonly told: string; readonly writers: ReadonlySet<string> };

  beforeAll(async () => {
    [server, database] = await Promise.all([
      startStudyServer(['--namespace', NAMESPACE]),
      startPostgres(),
    ]);
    client = new Client({ connection: server.env.connection, namespace: NAMESPACE });
    const table = await slowerTable();
    const [one, other] = [await startScenario({ table }), await startScenario({ table })];
    scenarios = [one, other];
    folder = await mkdtemp(join(tmpdir(), 'ratchet-shared-'));
    store = await database.createDatabase(DATABASE);
    modelsFile = join(folder, 'models.yaml');
    const entry = { provider: 'scenario', baseUrl: `${other.url}/v1` };
    const models = {
      lfm: { ...entry, model: 'lfm' },
      'claude-haiku': { ...entry, model: 'claude-haiku', slots: 4 },
    };
    await writeFile(modelsFile, JSON.stringify({ models }));
    // Side by side, each with a namespace, a store and models of its own: much of the second one is waiting.
    [undisturbed, shared] = await Promise.all([runInFolder(one), runShared()]);
  }, 6 * minutes);

  afterAll(async () => {
    for (const scenario of scenarios) await scenario.close();
    await server?.stop();
    await database?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function runInFolder(scenario: Scenario): Promise<Ended> {
    const dataDir = join(folder, 'undisturbed');
    const models = workedExampleModels(scenario);
    const installation = await startInstallation(server, { queuePrefix: 'one-', models, dataDir });
    try {
      const handle = await startStudy(server, installation, study);
      const report = await handle.result();
      return { report, ...(await endedStudy(dataDir, NAME)) };
    } finally {
      await installation.stop();
    }
  }

  function startHost(host: string): HostedWorker {
    const dataDir = join(folder, host);
    const worker = startWorkerProcess(server, {
      dataDir,
      modelsFile,
      queuePrefix: 'shared-',
      store,
      env: { TEMPORAL_NAMESPACE: NAMESPACE },
    });
    return { ...worker, host };
  }

  /** One worker is killed while it writes, later the database is cut off and comes back. */
  async function runShared() {
    const workers = [startHost('host-a'), startHost('host-b')];
    try {
      const handle = await startStudy({ env: { client } }, { taskQueue: 'shared-ratchet' }, study);
      await until('events', async () => (await recorded()) > 3, 2 * minutes);
      const killed = await killedInMidWrite(workers);
      workers.push(startHost(killed.host));
      await until('an open trial', openTrial, 2 * minutes);
      await database.stop('at once');
      const told = await until('the trouble to be told', () => troubleOf(handle), 2 * minutes);
      await database.start();
      const report = await handle.result();
      await until('the archive', archived);
      const writers = await writersOf(handle);
      const codes = await Promise.all(workers.map((worker) => worker.stop()));
      // The one that was killed has no code.
      expect(codes.filter((code) => code === 0)).toHaveLength(2);
      const into = join(folder, 'exported');
      const exported = await command(['export', 'store', '--into', into]);
      expect(exported).toMatchObject({ code: 0 });
      return { report, told, writers, ...(await endedStudy(into, NAME)) };
    } finally {
      for (const worker of workers) await worker.kill();
    }
  }

  function query(text: string) {
    return database.query(DATABASE, text);
  }

  async function recorded(): Promise<number> {
    const [row] = await query('select count(*)::int as lines from ratchet.log_line');
    return Number(row?.['lines'] ?? 0);
  }

  async function openTrial(): Promise<boolean> {
    const [row] = await query(
      `select convert_from(content, 'UTF8') as text from ratchet.file where name = 'studies/${NAME}/routing_config.json'`,
    );
    return 'trial' in JSON.parse(String(row?.['text']));
  }

  async function archived(): Promise<boolean> {
    const rows = await query(`select 1 from ratchet.file where name like '%.manifest.json'`);
    return rows.length > 0;
  }

  /** Stopped first, so that it is certain that it is in the middle of a transaction under the lock. */
  async function killedInMidWrite(workers: readonly HostedWorker[]): Promise<HostedWorker> {
    for (const end = performance.now() + minutes; performance.now() < end; await sleep(1)) {
      const { pid } = await holder();
      const worker = workers.find((each) => each.pid === pid);
      if (!worker) continue;
      process.kill(pid, 'SIGSTOP');
      await sleep(50);
      const stopped = await holder();
      if (stopped.pid === pid && stopped.isIdle) {
        await worker.kill();
        return worker;
      }
      process.kill(pid, 'SIGCONT');
    }
    throw new Error('No worker was seen to write');
  }

  /** Who holds the store's lock: its process, and whether it is between two statements. */
  async function holder(): Promise<{ readonly pid: number; readonly isIdle: boolean }> {
    const [row = {}] = await query(
      `select substr(application_name, 9) as pid, state from pg_stat_activity join pg_locks using (pid)
       where locktype = 'advisory' and granted and pg_stat_activity.datname = '${DATABASE}'`,
    );
    return { pid: Number(row['pid'] ?? 0), isIdle: row['state'] === 'idle in transaction' };
  }

  async function troubleOf(handle: StudyHandle): Promise<string | undefined> {
    const waits = await waitsOf(client, await handle.describe());
    return waits.find(({ lastFailure }) => lastFailure !== null)?.sentence;
  }

  /** Workers that did what the store was asked for. */
  async function writersOf(handle: StudyHandle): Promise<ReadonlySet<string>> {
    const { events } = await handle.fetchHistory();
    const scheduled = new Set(
      (events ?? [])
        .filter(({ activityTaskScheduledEventAttributes: each }) =>
          each?.taskQueue?.name?.includes('-store-'),
        )
        .map(({ eventId }) => String(eventId)),
    );
    const started = (events ?? []).flatMap(({ activityTaskStartedEventAttributes: each }) =>
      each && scheduled.has(String(each.scheduledEventId)) ? [each.identity ?? ''] : [],
    );
    return new Set(started);
  }

  function command(words: readonly string[]) {
    return ratchet(words, { RATCHET_STORE: store, RATCHET_DATA: join(folder, 'reader') });
  }

  it('both take what the store is asked for', () => {
    expect(shared.writers.size).toBeGreaterThanOrEqual(2);
  });

  it('loses nothing and doubles nothing: the same log and files as a folder has, but for clocks and faults', () => {
    expect(shared.links).toEqual([]);
    expect(shared.events).toEqual(undisturbed.events);
    expect(shared.files).toEqual(undisturbed.files);
    expect(shared.report.phases).toEqual(undisturbed.report.phases);
    expect(shared.report.spent.runs).toBe(undisturbed.report.spent.runs);
  });

  it('tells while the database is away what the study waits for, and no secret', () => {
    expect(shared.told).toMatch(/of \w+ failed: .*the database cannot be reached.*tries again$/);
    expect(shared.told).not.toContain(PASSWORD);
    expect(shared.told).not.toContain(database.host);
  });

  it('keeps its password out of histories, tables and data folders', async () => {
    for await (const { workflowId, runId } of client.workflow.list()) {
      const handle = client.workflow.getHandle(workflowId, runId);
      expect(JSON.stringify(await handle.fetchHistory())).not.toContain(PASSWORD);
    }
    for (const place of ['host-a', 'host-b', 'exported']) {
      expect(JSON.stringify(await filesBelow(join(folder, place)))).not.toContain(PASSWORD);
    }
  });

  it('gives applications of each host the same routes', async () => {
    const routes = await Promise.all(
      ['exported', 'host-a', 'host-b'].map((place) =>
        readFile(join(folder, place, 'routing_config.json'), 'utf8'),
      ),
    );
    expect(new Set(routes).size).toBe(1);
  });

  it(
    'is audited, rebuilt, reported and exported by commands that read the database',
    async () => {
      const verified = await command(['audit', 'verify', '--json']);
      expect(verified).toMatchObject({ code: 0 });
      expect(jsonLines(verified)).toMatchObject([{ study: NAME, ok: true, differences: [] }]);
      const into = join(folder, 'rebuilt');
      expect(await command(['audit', 'rebuild', NAME, '--into', into])).toMatchObject({ code: 0 });
      const log = 'routing_decisions.log';
      expect(await readFile(join(into, log), 'utf8')).toBe(
        await readFile(join(folder, 'exported/studies', NAME, log), 'utf8'),
      );
      const report = await command(['report', NAME, '--json']);
      expect(jsonLines(report)).toMatchObject([
        { study: NAME, routing: { state: 'budget-spent' } },
      ]);
      expect(await command(['calibrate', '--study', NAME, '--phase', 'atomic'])).toMatchObject({
        code: 0,
      });
      const env = await ratchet(['export', 'routing', '--to', 'env'], {
        RATCHET_STORE: store,
        RATCHET_DATA: join(folder, 'reader'),
        RATCHET_MODELS: modelsFile,
      });
      expect(env).toMatchObject({ code: 0, stdout: expect.stringContaining('claude-haiku') });
    },
    2 * minutes,
  );

  it('finds a line that somebody changed in the database', async () => {
    await query(
      `update ratchet.log_line set line = replace(line, '"verdict":"PROMOTE"', '"verdict":"REJECT"')`,
    );
    const verified = await command(['audit', 'verify', NAME, '--no-replay']);
    expect(verified).toMatchObject({ code: 2 });
    expect(verified.stdout).toContain('routing_decisions.log');
  });
});

interface HostedWorker extends WorkerProcess {
  readonly host: string;
}

interface Ended extends EndedStudy {
  readonly report: StudyReport;
}

/** The worked example's models, slow enough for a worker to be caught at work. */
async function slowerTable(): Promise<unknown> {
  const path = join(__dirname, '../../scenario/tables/lfm.yaml');
  const table = parse(await readFile(path, 'utf8'));
  for (const model of Object.values<{ latencyMs: number }>(table.models)) model.latencyMs = 40;
  return table;
}
