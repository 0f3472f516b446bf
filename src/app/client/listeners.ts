import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

/** A worker that listens to a queue. */
export interface Listener {
  readonly identity: string;
  readonly secondsAgo: number;
}

/** A worker that is alive asks again within a minute; one that was killed stays in the server's list for longer. */
const LIVELY_SECONDS = 75;

/** Who listens to a task queue. */
export async function listenersOf(
  client: Client,
  queue: string,
  kind: 'workflow' | 'activity',
): Promise<readonly Listener[]> {
  const { TaskQueueType } = temporal.api.enums.v1;
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue },
    taskQueueType:
      kind === 'workflow'
        ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
        : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
  });
  return (pollers ?? [])
    .map(({ identity, lastAccessTime }) => ({
      identity: identity ?? '',
      secondsAgo: Math.max(0, Math.round(Date.now() / 1000 - Number(lastAccessTime?.seconds ?? 0))),
    }))
    .filter(({ secondsAgo }) => secondsAgo <= LIVELY_SECONDS);
}
