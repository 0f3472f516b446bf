import type { Client } from '@temporalio/client';

/** A worker that listens to a queue. */
export interface Listener {
  readonly identity: string;
  readonly secondsAgo: number;
}

/** A worker that is alive asks again within a minute; one that was killed stays in the server's list for longer. */
const LIVELY_SECONDS = 75;

/** As the server's interface numbers them. */
const QUEUE_TYPES = { workflow: 1, activity: 2 } as const;

/** Who listens to a task queue. */
export async function listenersOf(
  client: Client,
  queue: string,
  kind: 'workflow' | 'activity',
): Promise<readonly Listener[]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue },
    taskQueueType: QUEUE_TYPES[kind],
  });
  return (pollers ?? [])
    .map(({ identity, lastAccessTime }) => ({
      identity: identity ?? '',
      secondsAgo: Math.max(0, Math.round(Date.now() / 1000 - Number(lastAccessTime?.seconds ?? 0))),
    }))
    .filter(({ secondsAgo }) => secondsAgo <= LIVELY_SECONDS);
}
