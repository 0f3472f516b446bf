import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { askWorkflow } from '../../src/app/client/ask-workflow';
import { ASK_AGAIN, CLOSED_RUN, WORKFLOW_QUEUE, WORKFLOWS } from '../../src/contract';
import { ASK_UPDATE, POOL_QUERY, RELEASE_SIGNAL } from '../../src/pool/pool-messages';
import type { PoolView } from '../../src/pool/pool-view';
import { poolHandle } from '../support/pool-server';
import {
  type Installation,
  type StudyServer,
  startInstallation,
  startStudyServer,
} from '../support/study-server';
import { startWorkerProcess } from '../support/worker-process';

const minutes = 60_000;
const queuePrefix = 'cold-';
/**
 * Query and workflow task both wait ten seconds for the worker that was killed, the query begins earlier: when another
 * worker gets it, something has happened that no task has told yet.
 */
const LATER_MS = 3_000;
const OPEN = ['a', 'b', 'c', 'd'];
const CLOSED = 'closed';

describe('a query to a worker that has not the workflow in its memory', () => {
  let server: StudyServer;
  let folder: string;
  let other: Installation;
  const handles = new Map<string, WorkflowHandle>();
  let asking: readonly Promise<string>[];
  let insisting: Promise<string>;
  let taken: readonly Promise<unknown>[];

  beforeAll(async () => {
    server = await startStudyServer();
    folder = await mkdtemp(join(tmpdir(), 'ratchet-cold-'));
    const modelsFile = join(folder, 'models.yaml');
    const lfm = { provider: 'scenario', model: 'lfm', baseUrl: 'http://127.0.0.1:9/v1' };
    await writeFile(modelsFile, JSON.stringify({ models: { lfm } }));
    const worker = startWorkerProcess(server, { dataDir: folder, modelsFile, queuePrefix });
    for (const pool of [...OPEN, CLOSED]) handles.set(pool, await poolInUse(pool));
    other = await startInstallation(server, { queuePrefix, models: {} });
    await worker.kill();
    asking = OPEN.map((pool) => said(handles.get(pool)?.query<PoolView>(POOL_QUERY)));
    const { workflowId = '' } = handles.get('a') ?? {};
    const question = { workflowId, query: POOL_QUERY, limitMs: minutes };
    insisting = said(askWorkflow<PoolView>(server.env.client, question));
    await wait(LATER_MS);
    for (const handle of handles.values()) {
      await handle.signal(RELEASE_SIGNAL, { id: 'x', used: { total: 0, recent: [] }, keep: false });
    }
    await handles.get(CLOSED)?.terminate();
    taken = OPEN.map(async (pool) => handles.get(pool)?.executeUpdate(...ask('y')));
  }, 3 * minutes);

  afterAll(async () => {
    await other?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** One run holds its slot. */
  async function poolInUse(pool: string): Promise<WorkflowHandle> {
    const handle = poolHandle(server, queuePrefix, pool);
    await server.env.client.workflow.start(WORKFLOWS.pool, {
      workflowId: handle.workflowId,
      taskQueue: `${queuePrefix}${WORKFLOW_QUEUE}`,
      args: [{ pool, recoveringUntil: 0 }],
    });
    await handle.executeUpdate(...ask('x'));
    return handle;
  }

  it(
    'is refused while that would go ahead of the workflow’s tasks',
    async () => {
      const answers = await Promise.all(asking);
      expect(answers.filter((text) => text.includes(ASK_AGAIN))).not.toEqual([]);
    },
    2 * minutes,
  );

  it(
    'is answered where it is asked again',
    async () => {
      expect(await insisting).toContain('"holders":[');
    },
    2 * minutes,
  );

  it(
    'leaves a history that can be made again',
    async () => {
      expect(await Promise.all(taken)).toMatchObject(OPEN.map(() => ({ kind: 'granted' })));
      const { bundle: workflowBundle } = server;
      const histories = await Promise.all(
        OPEN.map(async (pool) => ({
          workflowId: pool,
          history: await handles.get(pool)?.fetchHistory(),
        })),
      );
      const replayed: (Error | undefined)[] = [];
      for await (const { error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
        replayed.push(error);
      }
      expect(replayed).toEqual(OPEN.map(() => undefined));
    },
    2 * minutes,
  );

  it(
    'is answered of a closed run, where it says that it is one',
    async () => {
      const handle = handles.get(CLOSED);
      expect(await said(handle?.query<PoolView>(POOL_QUERY))).toContain(ASK_AGAIN);
      expect(await said(handle?.query<PoolView, [string]>(POOL_QUERY, CLOSED_RUN))).toContain(
        '"holders":[]',
      );
    },
    2 * minutes,
  );
});

function ask(study: string): [string, { args: [unknown] }] {
  const run = { id: study, study, evaluation: `${study}/c1/p/e0`, run: 1, model: 'lfm' };
  const limits = { slots: 1, requestsPerMinute: null };
  return [ASK_UPDATE, { args: [{ ...run, worker: 'one/1', limits, patient: true }] }];
}

async function said(answer: Promise<PoolView> | undefined): Promise<string> {
  try {
    return JSON.stringify(await answer);
  } catch (error) {
    return String(error);
  }
}
