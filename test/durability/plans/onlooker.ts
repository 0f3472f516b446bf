import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

const PAUSE_MS = 300;
/** As long as a query may wait for a worker that was killed, and a list for a server. */
const LIMIT_MS = 20_000;
/** What the Web UI asks of any workflow that it shows. */
const QUERY = '__temporal_workflow_metadata';

/** Somebody who looks at everything all the time, as `ratchet watch` and the Web UI do, whatever becomes of it. */
export interface Onlooker {
  /** How many there were so far. */
  answers(): number;
  /** Settles when no question of its is under way any more: the SDK would go on trying on a closed connection. */
  leave(): Promise<void>;
}

export function startOnlooker(client: Client): Onlooker {
  const asking = new Map<string, Promise<void>>();
  let answers = 0;
  let stays = true;
  const ask = async (workflowId: string): Promise<void> => {
    const handle = client.workflow.getHandle(workflowId);
    await within(client, () => handle.query<unknown, []>(QUERY))
      .then(() => (answers += 1))
      .catch(() => undefined);
    asking.delete(workflowId);
  };
  const look = async (): Promise<void> => {
    const open = client.workflow.list({ query: "ExecutionStatus = 'Running'" });
    for await (const { workflowId } of open) {
      if (!asking.has(workflowId)) asking.set(workflowId, ask(workflowId));
    }
  };
  const lookOn = async (): Promise<void> => {
    while (stays) {
      await within(client, look).catch(() => undefined);
      await sleep(PAUSE_MS);
    }
  };
  const looking = lookOn();
  return {
    answers: () => answers,
    leave: async () => {
      stays = false;
      await looking;
      await Promise.all(asking.values());
    },
  };
}

function within<T>(client: Client, work: () => Promise<T>): Promise<T> {
  return client.withDeadline(Date.now() + LIMIT_MS, work);
}
