import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { RunId } from '../../src/audit/archive';
import { decodeHistory } from './decode-history';

/** What the server has of a run. */
export type FetchedRun =
  | { readonly kind: 'open' | 'not-found' }
  | {
      readonly kind: 'closed';
      readonly type: string;
      /** `COMPLETED`, `CONTINUED_AS_NEW`, `TERMINATED` and so on. */
      readonly status: string;
      /** As JSON; empty where only the status was asked for. */
      readonly history: string;
    };

/** Asks the server for a run's status alone, or for its history too where the run is closed. */
export async function fetchRun(
  client: Client,
  { workflowId, runId }: RunId,
  what: 'status' | 'history',
): Promise<FetchedRun> {
  const handle = client.workflow.getHandle(workflowId, runId);
  try {
    const { status, type } = await handle.describe();
    if (status.name === 'RUNNING') return { kind: 'open' };
    const closed = { kind: 'closed', type, status: status.name } as const;
    if (what === 'status') return { ...closed, history: '' };
    const history = await handle.fetchHistory();
    await decodeHistory(history, client.options.loadedDataConverter.payloadCodecs);
    return { ...closed, history: historyToJSON(history) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'not-found' };
    throw error;
  }
}
