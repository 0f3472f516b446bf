import type { Client } from '@temporalio/client';
import { WORKFLOW_QUEUE, WORKFLOWS } from '../../contract';
import { POOL_QUERY } from '../../pool/pool-messages';
import type { PoolHolder, PoolView } from '../../pool/pool-view';
import { configuration } from '../configuration';
import { askWorkflow } from './ask-workflow';
import { listenersOf } from './listeners';

/** A pool that does not answer must not hold up the rest. */
const ANSWER_LIMIT_MS = 3_000;

/** The pools of this installation that workers use now. Only a worker can answer: without one, there are none to tell. */
export async function listPools(client: Client): Promise<readonly PoolView[]> {
  const queue = `${configuration().queuePrefix}${WORKFLOW_QUEUE}`;
  if ((await listenersOf(client, queue, 'workflow')).length === 0) return [];
  const query = `WorkflowType = '${WORKFLOWS.pool}' AND TaskQueue = '${queue}' AND ExecutionStatus = 'Running'`;
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query })) ids.add(workflowId);
  const views = await Promise.all([...ids].toSorted().map((id) => viewOf(client, id)));
  return views.filter((view) => view !== null);
}

/** One that ends meanwhile has nothing to tell. */
function viewOf(client: Client, workflowId: string): Promise<PoolView | null> {
  const question = { workflowId, query: POOL_QUERY, limitMs: ANSWER_LIMIT_MS };
  return askWorkflow<PoolView>(client, question)
    .then((view) => asOfNow(view, new Date()))
    .catch(() => null);
}

/** A pool that nobody has asked for a while answers with the time of its last task: what was kept then is free now. */
export function asOfNow(view: PoolView, now: Date): PoolView {
  const isFree = ({ state, until }: PoolHolder): boolean =>
    state === 'kept' && new Date(until) <= now;
  return { ...view, holders: view.holders.filter((holder) => !isFree(holder)) };
}

/** Does the study hold or wait for a slot of the pool? */
export function concerns({ holders, waiting }: PoolView, study: string): boolean {
  return [...holders, ...waiting].some((each) => each.study === study);
}
