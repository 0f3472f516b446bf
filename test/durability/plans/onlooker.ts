import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

const PAUSE_MS = 300;
/** As long as a query may wait for a worker that was killed. */
const LIMIT_MS = 20_000;
/** What the Web UI asks of any workflow that it shows. */
const QUERY = '__temporal_workflow_metadata';

/** Somebody who looks at everything all the time, as `ratchet watch` and the Web UI do, whatever becomes of it. */
export interface Onlooker {
  /** How many there were so far. */
  answers(): number;
  leave(): void;
}

export function startOnlooker(client: Client): Onlooker {
  const waiting = new Set<string>();
  let answers = 0;
  let stays = true;
  const ask = async (workflowId: string): Promise<void> => {
    if (waiting.has(workflowId)) return;
    waiting.add(workflowId);
    const handle = client.workflow.getHandle(workflowId);
    await client
      .withDeadline(Date.now() + LIMIT_MS, () => handle.query<unknown, []>(QUERY))
      .then(() => (answers += 1))
      .catch(() => undefined);
    waiting.delete(workflowId);
  };
  const look = async (): Promise<void> => {
    const open = client.workflow.list({ query: "ExecutionStatus = 'Running'" });
    for await (const { workflowId } of open) void ask(workflowId);
  };
  const lookOn = async (): Promise<void> => {
    while (stays) {
      await look().catch(() => undefined);
      await sleep(PAUSE_MS);
    }
  };
  void lookOn();
  return {
    answers: () => answers,
    leave: () => {
      stays = false;
    },
  };
}
