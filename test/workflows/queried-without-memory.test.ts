import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { askWorkflow } from '../../src/app/client/ask-workflow';
import { ASK_AGAIN, CLOSED_RUN, WORKFLOW_QUEUE, WORKFLOWS } from '../../src/contract';
import { ASK_UPDATE, POOL_QUERY, RELEASE_SIGNAL } from '../../src/pool/pool-messages';
import type { PoolView } from '../../src/pool/pool-view';
import { poolHandle, poolNow } from '../support/pool-server';
import {
  type Installation,
  type StudyServer,
  startInstallation,
  startStudyServer,
} from '../support/study-server';
import { until } from '../support/until';
import { startWorkerProcess } from '../support/worker-process';

const minutes = 60_000;
const queuePrefix = 'cold-';
/** In each a slot is kept for a moment when its worker is killed: a timer fires that no worker hears. */
const OPEN = ['a', 'b', 'c', 'd'];
const CLOSED = 'closed';

describe('a query to a worker that has not the workflow in its memory', () => {
  let server: StudyServer;
  let folder: string;
  let other: Installation;
  const handles = new Map<string, WorkflowHandle>();
  let asking: readonly Promise<string>[];

  beforeAll(async () => {
    server = await startStudyServer();
    folder = await mkdtemp(join(tmpdir(), 'ratchet-cold-'));
    const modelsFile = join(folder, 'models.yaml');
    const lfm = { provider: 'scenario', model: 'lfm', baseUrl: 'http://127.0.0.1:9/v1' };
    await writeFile(modelsFile, JSON.stringify({ models: { lfm } }));
    const worker = startWorkerProcess(server, { dataDir: folder, modelsFile, queuePrefix });
    for (const pool of [...OPEN, CLOSED]) handles.set(pool, await poolInUse(pool));
    other = await startInstallation(server, { queuePrefix, models: {} });
    for (const handle of handles.values()) await handle.signal(RELEASE_SIGNAL, given('x'));
    for (const pool of handles.keys()) {
      await until('the first worker to keep the slot', async () => {
        const { holders } = await poolNow(server, queuePrefix, pool);
        return holders.some(({ state }) => state === 'kept');
      });
    }
    await worker.kill();
    asking = OPEN.map((pool) => said(handles.get(pool)?.query<PoolView>(POOL_QUERY)));
    await until('the timer that nobody hears', async () => {
      const { events } = (await handles.get(CLOSED)?.fetchHistory()) ?? {};
      return events?.some(({ timerFiredEventAttributes }) => timerFiredEventAttributes);
    });
    await handles.get(CLOSED)?.terminate();
  }, 3 * minutes);

  afterAll(async () => {
    await other?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** One run holds its slot, another one waits for it. */
  async function poolInUse(pool: string): Promise<WorkflowHandle> {
    const handle = poolHandle(server, queuePrefix, pool);
    await server.env.client.workflow.start(WORKFLOWS.pool, {
      workflowId: handle.workflowId,
      taskQueue: `${queuePrefix}${WORKFLOW_QUEUE}`,
      args: [{ pool, recoveringUntil: 0 }],
    });
    await handle.executeUpdate(ASK_UPDATE, { args: [asked('x')] });
    await handle.startUpdate(ASK_UPDATE, { args: [asked('y')], waitForStage: 'ACCEPTED' });
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
    'leaves a history that can be made again',
    async () => {
      const { client } = server.env;
      for (const pool of OPEN) {
        const workflowId = handles.get(pool)?.workflowId ?? '';
        const question = { workflowId, query: POOL_QUERY, limitMs: minutes };
        await handles.get(pool)?.startUpdate(ASK_UPDATE, {
          args: [asked('z')],
          waitForStage: 'ACCEPTED',
        });
        const { holders, waiting } = await askWorkflow<PoolView>(client, question);
        expect(holders.map(({ study }) => study)).toEqual(['y']);
        expect(waiting.map(({ study }) => study)).toEqual(['z']);
      }
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
        '"y"',
      );
    },
    2 * minutes,
  );
});

function asked(study: string) {
  return {
    id: study,
    study,
    evaluation: `${study}/c1/p/e0`,
    run: 1,
    model: 'lfm',
    worker: 'one/1',
    limits: { slots: 1, requestsPerMinute: null },
    patient: study !== 'x',
  };
}

function given(id: string) {
  return { id, used: { total: 0, recent: [] }, keep: true };
}

async function said(answer: Promise<PoolView> | undefined): Promise<string> {
  try {
    return JSON.stringify(await answer);
  } catch (error) {
    return String(error);
  }
}
