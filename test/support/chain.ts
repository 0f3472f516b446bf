import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

/** One run of a study: one cycle. */
export interface ChainRun {
  readonly runId: string;
  readonly events: number;
  readonly bytes: number;
  /** As the `temporal` CLI writes it. */
  readonly history: string;
}

/** All runs of a workflow that continued as new again and again, the first one first. */
export async function chainOf(client: Client, workflowId: string): Promise<readonly ChainRun[]> {
  const runs: ChainRun[] = [];
  let runId: string | undefined = await firstRunOf(client, workflowId);
  while (runId) {
    const handle = client.workflow.getHandle(workflowId, runId);
    const { historyLength, historySize = 0 } = await handle.describe();
    const history = historyToJSON(await handle.fetchHistory());
    runs.push({ runId, events: historyLength, bytes: historySize, history });
    runId = /"newExecutionRunId": ?"([^"]+)"/.exec(history)?.[1];
  }
  return runs;
}

async function firstRunOf(client: Client, workflowId: string): Promise<string | undefined> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  return raw.workflowExecutionInfo?.firstRunId ?? undefined;
}
