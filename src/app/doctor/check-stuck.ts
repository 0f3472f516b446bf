import { WORKFLOW_QUEUE } from '../../contract';
import { fault, ok } from './finding';
import { serverCheck } from './server-check';

/** More than this are counted, not named. */
const MOST = 20;

/** Which workflows does the server report as stuck? Their tasks fail again and again, and nothing else shows it. */
export const checkStuck = serverCheck(
  'stuck-workflows',
  async (client, { configuration, namespace }) => {
    const query = `TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running' AND TaskQueue = '${configuration.queuePrefix}${WORKFLOW_QUEUE}'`;
    const { count } = await client.workflow.count(query);
    if (count === 0) return [ok('0 workflows are stuck')];
    const found = [];
    for await (const { workflowId, searchAttributes } of client.workflow.list({ query })) {
      const problems: readonly unknown[] = searchAttributes['TemporalReportedProblems'] ?? [];
      const mend = `temporal workflow show --namespace ${namespace} --workflow-id '${workflowId}' tells the failure; put back the code that made it (an older or newer worker), and it goes on by itself. Where its tasks time out, restart the workers`;
      found.push(fault(`${workflowId} is stuck: ${problems.join(', ')}`, mend));
      if (found.length === MOST) break;
    }
    return count > MOST
      ? [
          ...found,
          fault(`${count - MOST} more are stuck`, `temporal workflow list --query "${query}"`),
        ]
      : found;
  },
);
