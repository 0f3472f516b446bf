import { workflowInfo } from '@temporalio/workflow';
import { modelQueue, WORKFLOW_QUEUE } from '../src/contract';

/** What tells this installation's queues from another's on the same server; empty for most. */
export function queuePrefix(): string {
  const { taskQueue } = workflowInfo();
  return taskQueue.endsWith(WORKFLOW_QUEUE) ? taskQueue.slice(0, -WORKFLOW_QUEUE.length) : '';
}

/** The queue that the workers of a model listen to. */
export function queueOfModel(model: string): string {
  return modelQueue(queuePrefix(), model);
}
