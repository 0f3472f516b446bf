import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { STATUS_QUERY, WORKFLOW_QUEUE, WORKFLOWS } from '../../contract';
import type { StudyStatus } from '../../study/status';
import { askWorkflow } from '../client/ask-workflow';
import { stateOf } from '../client/list-studies';
import type { Write } from './instruments';
import { closeStudy, writeStudy } from './write-study';

/** A study that does not answer must not hold up the rest. */
const ANSWER_LIMIT_MS = 5_000;
/** Every state that an open study can say it is in: one that nobody is in shows 0. */
const OPEN_STATES = ['starting', 'running', 'paused', 'resting'];

/** What is looked at, and where what is seen goes. */
export interface Lookout {
  readonly client: Client;
  readonly queuePrefix: string;
  readonly write: Write;
  /** Open studies as they were when they last told where they stand: only one that may have moved is asked again. */
  readonly seen: Map<string, { readonly mark: string; readonly status: StudyStatus }>;
}

/** Writes down where the open studies of an installation stand. All of its workers see the same, also after a restart. */
export async function lookAtStudies(lookout: Lookout): Promise<void> {
  const { client, queuePrefix, write, seen } = lookout;
  const query = `WorkflowType = '${WORKFLOWS.cycle}' AND TaskQueue = '${queuePrefix}${WORKFLOW_QUEUE}' AND ExecutionStatus = 'Running'`;
  const open = new Map<string, string>();
  for await (const run of client.workflow.list({ query })) {
    open.set(run.workflowId, stateOf(run));
    await lookAt(lookout, run);
  }
  for (const state of OPEN_STATES) {
    write('studies', [...open.values()].filter((each) => each === state).length, { state });
  }
  for (const [study, { status }] of seen) {
    if (open.has(study)) continue;
    closeStudy(write, status);
    seen.delete(study);
  }
}

async function lookAt({ client, write, seen }: Lookout, run: WorkflowExecutionInfo): Promise<void> {
  // Changes with all that a study tells the server's list: a study at rest is not woken to be asked.
  const mark = JSON.stringify([run.runId, run.searchAttributes]);
  if (stateOf(run) !== 'running' && seen.get(run.workflowId)?.mark === mark) return;
  const status = await statusOf(client, run.workflowId);
  if (!status) return;
  seen.set(run.workflowId, { mark, status });
  writeStudy(write, status);
}

function statusOf(client: Client, workflowId: string): Promise<StudyStatus | null> {
  const question = { workflowId, query: STATUS_QUERY, limitMs: ANSWER_LIMIT_MS };
  return askWorkflow<StudyStatus>(client, question).catch(() => null);
}
