import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

/** One run of a workflow. */
export interface RunId {
  readonly workflowId: string;
  readonly runId: string;
}

/** What the server has of a run. */
export type FetchedRun =
  | { readonly kind: 'open' | 'not-found' }
  | {
      readonly kind: 'closed';
      readonly type: string;
      /** `COMPLETED`, `CONTINUED_AS_NEW`, `TERMINATED` and so on. */
      readonly status: string;
      /** Empty where only the status was asked for. */
      readonly history: string;
      readonly events: number;
      /** In the order in which they were started. */
      readonly children: readonly RunId[];
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
    if (what === 'status') return { ...closed, history: '', events: 0, children: [] };
    const history = await handle.fetchHistory();
    const events = history.events ?? [];
    return {
      ...closed,
      history: historyToJSON(history),
      events: events.length,
      children: childrenIn(events),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'not-found' };
    throw error;
  }
}

type Events = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>;

function childrenIn(events: Events): readonly RunId[] {
  return events.flatMap(({ childWorkflowExecutionStartedEventAttributes: started }) => {
    const { workflowId, runId } = started?.workflowExecution ?? {};
    return workflowId && runId ? [{ workflowId, runId }] : [];
  });
}
