import type { WorkflowHandle } from '@temporalio/client';
import { poolWorkflowId } from '../../src/pool/pool-id';
import { POOL_QUERY } from '../../src/pool/pool-messages';
import type { PoolView } from '../../src/pool/pool-view';
import type { StudyServer } from './study-server';

/** Makes a server suggest continue-as-new early, so that pools do it all the time. */
export const EARLY_CONTINUE = [
  '--dynamic-config-value',
  'limit.historyCount.suggestContinueAsNew=60',
] as const;

export function poolHandle(
  { env }: StudyServer,
  queuePrefix: string,
  pool: string,
): WorkflowHandle {
  return env.client.workflow.getHandle(poolWorkflowId(queuePrefix, pool));
}

export function poolNow(server: StudyServer, queuePrefix: string, pool: string): Promise<PoolView> {
  return poolHandle(server, queuePrefix, pool).query<PoolView, []>(POOL_QUERY);
}

/** How many runs of the pool's workflow there were, by what became of them. */
export async function poolRuns(
  { env }: StudyServer,
  queuePrefix: string,
  pool: string,
): Promise<Readonly<Record<string, number>>> {
  const query = `WorkflowId = '${poolWorkflowId(queuePrefix, pool)}'`;
  const counts: Record<string, number> = {};
  for await (const { status } of env.client.workflow.list({ query })) {
    counts[status.name] = (counts[status.name] ?? 0) + 1;
  }
  return counts;
}
