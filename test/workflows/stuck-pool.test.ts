import { createLeases } from '../../activities/pool/create-leases';
import { poolsByName } from '../../activities/pool/pool-client';
import { WORKFLOW_QUEUE } from '../../src/contract';
import { poolWorkflowId } from '../../src/pool/pool-id';
import { poolNow, poolRuns } from '../support/pool-server';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudyServer,
} from '../support/study-server';

const minutes = 60_000;
const queuePrefix = 'stuck-';

describe('a pool whose workflow cannot go on, on a real server', () => {
  let server: StudyServer;
  let installation: Installation;

  beforeAll(async () => {
    server = await startStudyServer();
    installation = await startInstallation(server, { queuePrefix, models: {} });
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await server?.stop();
  });

  it(
    'is ended, and a new one gives the slot to whoever waits for it, once leases of before have lapsed',
    async () => {
      const { client } = server.env;
      // No build has this workflow, so each of its tasks fails.
      await client.workflow.start('aPoolOfALostBuild', {
        workflowId: poolWorkflowId(queuePrefix, 'lfm'),
        taskQueue: `${queuePrefix}${WORKFLOW_QUEUE}`,
      });
      const leases = createLeases({
        poolNamed: poolsByName(client, { queuePrefix, stuckMs: 3_000 }),
        worker: 'one/1',
        stopping: () => false,
      });
      const heard: string[] = [];
      const lease = await leases.take({
        run: { study: 's', evaluation: 's/c1/p/e0', run: 1 },
        entry: scenarioModel('lfm', 'http://127.0.0.1:9'),
        signal: new AbortController().signal,
        waits: (why) => heard.push(why),
      });
      expect(await poolRuns(server, queuePrefix, 'lfm')).toEqual({ TERMINATED: 1, RUNNING: 1 });
      expect((await poolNow(server, queuePrefix, 'lfm')).holders).toHaveLength(1);
      expect(heard.join('\n')).toContain('Workflow Task in failed state');
      await lease.end(false);
    },
    3 * minutes,
  );
});
