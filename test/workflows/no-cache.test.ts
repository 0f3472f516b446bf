import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import * as proto from '@temporalio/proto';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import { createLeases } from '../../activities/pool/create-leases';
import { poolsByName } from '../../activities/pool/pool-client';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { MAX_CARRIED_BYTES } from '../../src/study/carried-state';
import { poolHandle, poolNow } from '../support/pool-server';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
} from '../support/study-server';
import { until } from '../support/until';
import { WORKED_EXAMPLE, workedExampleModels } from '../support/worked-example';

const minutes = 60_000;

describe('a worker that keeps no workflow in memory', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let installation: Installation;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: 'lfm' });
    const create = Worker.create.bind(Worker);
    const spy = jest
      .spyOn(Worker, 'create')
      .mockImplementation((options: WorkerOptions) =>
        create({ ...options, maxCachedWorkflows: 0 }),
      );
    installation = await startInstallation(server, {
      queuePrefix: 'no-cache-',
      models: workedExampleModels(scenario),
    }).finally(() => spy.mockRestore());
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await server?.stop();
  });

  it(
    'replays everything at each step, and comes to the same end',
    async () => {
      const handle = await startStudy(server, installation, {
        ...WORKED_EXAMPLE,
        // A pool's history is replayed as often as it grows: what a third factor adds is more of the same.
        factors: { variant: ['native_api', 'atomic'], retries: [1, 2] },
        // Three runs decide, since their answers are copies.
        policy: { runs: 3, determinism: 'auto' },
      });
      const report = await handle.result();
      expect(report.phases.map(({ last }) => last)).toEqual([
        'lfm/atomic/atomic/t60/r1/i0/w0/T0',
        'claude-haiku/extended/native_api/t60/r1/i0/w0/T0',
      ]);
      expect(report.cycles).toBe(2);
    },
    4 * minutes,
  );

  it('hands on a state that is small, and the same after a round trip through JSON', async () => {
    const [, carried] = await argumentsOfLatest();
    const text = JSON.stringify(carried);
    expect(text.length).toBeLessThan(MAX_CARRIED_BYTES / 8);
    expect(JSON.parse(text)).toEqual(carried);
    expect(carried).toMatchObject({ version: 1, logic: 3, cycle: 2 });
  });

  it('answers every message to a pool with a command, so that no replay reads it later than it came', async () => {
    const { client } = server.env;
    const queuePrefix = 'no-cache-';
    const leases = createLeases({
      poolNamed: poolsByName(client, { queuePrefix }),
      worker: 'one/1',
      stopping: () => false,
    });
    for (const keep of [true, true, false]) {
      const lease = await leases.take({
        run: { study: 'a', evaluation: 'a/c1/p/e0', run: 1 },
        entry: scenarioModel('lfm', 'http://127.0.0.1:9', { pool: 'told' }),
        signal: AbortSignal.timeout(minutes),
        waits: () => undefined,
      });
      await lease.end(keep);
      // Its word is to have a workflow task of its own.
      await wait(500);
    }
    const pool = poolHandle(server, queuePrefix, 'told');
    const after = await until('the last word to be read', async () => {
      const { holders } = await poolNow(server, queuePrefix, 'told');
      const { events } = await pool.fetchHistory();
      return holders.length === 0 && events && eventsAfterTasks(events);
    });
    expect(after.length).toBeGreaterThanOrEqual(3);
    expect(after.filter((type) => EMPTY.includes(type))).toEqual([]);
  });

  async function argumentsOfLatest(): Promise<readonly unknown[]> {
    const { events } = await server.env.client.workflow.getHandle('lfm').fetchHistory();
    const payloads = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    return payloads.map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()));
  }
});

type HistoryEvents = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>;
const { EventType } = proto.temporal.api.enums.v1;

/** What follows a workflow task that gave no command. */
const EMPTY: readonly unknown[] = [
  EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
];

/** The event after each workflow task, but for the last. */
function eventsAfterTasks(events: HistoryEvents): readonly unknown[] {
  return events.flatMap(({ workflowTaskCompletedEventAttributes }, at) => {
    const next = events[at + 1];
    return workflowTaskCompletedEventAttributes && next ? [next.eventType] : [];
  });
}
