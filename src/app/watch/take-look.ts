import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { askStatus } from '../client/ask-status';
import { reportOf } from '../client/ended-study';
import { findStudy } from '../client/find-study';
import { concerns, listPools } from '../client/list-pools';
import { stateOf } from '../client/list-studies';
import { waitsOf } from '../client/waits';
import type { Look } from './look';
import { runsUnderWay } from './runs-under-way';
import { timeLeft } from './time-left';

/** A look must not hold up the next one. */
const ANSWER_LIMIT_MS = 3_000;

/** Asks the study, and the server, for everything that a screen shows. */
export async function takeLook(client: Client, study: string): Promise<Look> {
  const description = await findStudy(client, study);
  const open = description.status.name === 'RUNNING';
  const [answer, waits, pools, underWay] = await Promise.all([
    askStatus(client, description, ANSWER_LIMIT_MS),
    open ? waitsOf(client, description) : [],
    open ? listPools(client) : [],
    open ? runsUnderWay(client, description) : [],
  ]);
  const { status } = answer;
  const elapsed = Date.now() - description.startTime.getTime();
  return {
    study,
    state: status && open ? status.state : stateOf(description),
    runId: description.runId,
    taskQueue: description.taskQueue,
    ...answer,
    waits,
    pools: pools.filter((pool) => concerns(pool, study)),
    ...(await endOf(client, description, open)),
    underWay,
    timeLeft: status && timeLeft(status, underWay, elapsed),
    open,
  };
}

async function endOf(
  client: Client,
  { workflowId }: WorkflowExecutionDescription,
  open: boolean,
): Promise<Pick<Look, 'report' | 'failure'>> {
  if (open) return { report: null, failure: null };
  try {
    return { report: await reportOf(client, workflowId), failure: null };
  } catch (error) {
    return { report: null, failure: error instanceof Error ? error.message : String(error) };
  }
}
