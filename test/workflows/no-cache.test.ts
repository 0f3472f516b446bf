import { Worker, type WorkerOptions } from '@temporalio/worker';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { MAX_CARRIED_BYTES } from '../../src/study/carried-state';
import {
  type Installation,
  type StudyServer,
  startInstallation,
  startStudy,
  startStudyServer,
} from '../support/study-server';
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

  async function argumentsOfLatest(): Promise<readonly unknown[]> {
    const { events } = await server.env.client.workflow.getHandle('lfm').fetchHistory();
    const payloads = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    return payloads.map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()));
  }
});
