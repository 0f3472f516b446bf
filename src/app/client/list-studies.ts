import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { WORKFLOW_QUEUE, WORKFLOWS } from '../../contract';
import { configuration } from '../configuration';

/** A study as the server's list knows it; null: it has not told yet. */
export interface ListedStudy {
  readonly study: string;
  /** The study's own word, or the server's where a workflow ended without one (`terminated`). */
  readonly state: string;
  readonly cycle: number | null;
  /** Median accuracy of the first phase, in [0, 1]. */
  readonly accuracy: number | null;
  readonly baseline: string | null;
  /** Start of its newest cycle, ISO 8601. */
  readonly since: string;
  readonly runId: string;
}

/** The studies of this installation, each once, the newest first. */
export async function listStudies(client: Client): Promise<readonly ListedStudy[]> {
  const queue = `${configuration().queuePrefix}${WORKFLOW_QUEUE}`;
  const query = `WorkflowType = '${WORKFLOWS.cycle}' AND TaskQueue = '${queue}' AND ExecutionStatus != 'ContinuedAsNew'`;
  const newest = new Map<string, ListedStudy>();
  for await (const run of client.workflow.list({ query })) {
    if (!newest.has(run.workflowId)) newest.set(run.workflowId, listed(run));
  }
  return [...newest.values()];
}

function listed(run: WorkflowExecutionInfo): ListedStudy {
  return {
    study: run.workflowId,
    state: stateOf(run),
    cycle: numberIn(run, 'RatchetCycle'),
    accuracy: numberIn(run, 'RatchetAccuracy'),
    baseline: textIn(run, 'RatchetBaseline'),
    since: run.startTime.toISOString(),
    runId: run.runId,
  };
}

/** What the study says of itself holds while it runs and when it has ended in order. */
export function stateOf(
  run: WorkflowExecutionInfo | Pick<WorkflowExecutionInfo, 'status' | 'searchAttributes'>,
): string {
  const { name } = run.status;
  const own = textIn(run, 'RatchetState');
  if (name === 'RUNNING') return own ?? 'starting';
  if (name === 'COMPLETED') return own ?? 'finished';
  return name.toLowerCase();
}

type WithAttributes = Pick<WorkflowExecutionInfo, 'searchAttributes'>;

function textIn({ searchAttributes }: WithAttributes, name: string): string | null {
  const value = searchAttributes[name]?.[0];
  return typeof value === 'string' ? value : null;
}

function numberIn({ searchAttributes }: WithAttributes, name: string): number | null {
  const value = searchAttributes[name]?.[0];
  return typeof value === 'number' ? value : null;
}
