import { until } from '../support/until';
import type { StartedProcess } from './started-process';
import type { TemporalCluster } from './temporal-cluster';

/** Which of the workers makes a run now? By the identity that the server has of it. */
export async function runningWorker(
  { cli }: TemporalCluster,
  workers: readonly StartedProcess[],
): Promise<StartedProcess> {
  return until('a run in flight', async () => {
    const query = "WorkflowType = 'evaluateSpec' AND ExecutionStatus = 'Running'";
    const open = JSON.parse(await cli('workflow', 'list', '--query', query, '-o', 'json'));
    for (const { execution } of open) {
      const told = await cli('workflow', 'describe', '-w', execution.workflowId, '-o', 'json');
      const { pendingActivities = [] } = JSON.parse(told);
      for (const { state, lastWorkerIdentity } of pendingActivities) {
        if (!/STARTED/i.test(state)) continue;
        const busy = workers.find(({ pid }) => String(lastWorkerIdentity).endsWith(`/${pid}`));
        if (busy) return busy;
      }
    }
    return null;
  });
}
