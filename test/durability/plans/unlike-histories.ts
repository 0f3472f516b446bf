import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { historiesThatDiffer } from '../../support/histories-that-differ';
import type { RecordedHistory } from '../../support/recorded-histories';
import { workflowBundle } from '../../support/workflow-bundle';

let isQuiet = false;

/** Workflows on the server, open and closed, that the code would not take to where their histories say they are. */
export async function unlikeHistories(client: Client): Promise<readonly string[]> {
  if (!isQuiet) Runtime.install({ logger: new DefaultLogger('ERROR') });
  isQuiet = true;
  const histories: RecordedHistory[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push({ file: `${workflowId} (${runId})`, workflowId, runId, history });
  }
  return historiesThatDiffer(await workflowBundle(), histories);
}
