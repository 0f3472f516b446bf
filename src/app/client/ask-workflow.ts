import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { ASK_AGAIN, CLOSED_RUN } from '../../contract';

const PAUSE_MS = 200;

/** Whom to ask, and what. */
export interface Question {
  readonly workflowId: string;
  /** Left out: its newest run. */
  readonly runId?: string;
  readonly query: string;
  /** Is the run closed? */
  readonly closed?: boolean;
  /** Longest wait for the answer, in milliseconds. */
  readonly limitMs: number;
}

/**
 * Asks a workflow, and again where its worker says so, as long as the limit allows.
 *
 * @throws what the client throws where no worker answers in time, or the workflow does not know the query
 */
export async function askWorkflow<Answer>(client: Client, question: Question): Promise<Answer> {
  const { workflowId, runId, query, closed = false, limitMs } = question;
  const handle = client.workflow.getHandle(workflowId, runId);
  const deadline = Date.now() + limitMs;
  const ask = () =>
    closed ? handle.query<Answer, [string]>(query, CLOSED_RUN) : handle.query<Answer, []>(query);
  for (;;) {
    try {
      return await client.withDeadline(deadline, ask);
    } catch (error) {
      if (!saysAskAgain(error) || Date.now() + PAUSE_MS > deadline) throw error;
      await wait(PAUSE_MS);
    }
  }
}

function saysAskAgain(error: unknown): boolean {
  return error instanceof Error && error.message.includes(ASK_AGAIN);
}
