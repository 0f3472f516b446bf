import { type NativeConnection, Worker, type WorkerInterceptors } from '@temporalio/worker';
import { createLeases } from '../../../activities/pool/create-leases';
import type { PoolsByName } from '../../../activities/pool/pool-client';
import type { ModelEntry } from '../../../activities/ports';
import { createMeasureRun, type RunDependencies } from '../../../activities/run/measure-run';
import { modelQueue } from '../../contract';

/** Activities that may wait for a slot beside those that have one: a wait takes no more than a little memory. */
const WAITING = 200;

export interface ModelWorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly identity: string;
  readonly shutdownGraceTime: number;
  readonly interceptors: WorkerInterceptors;
}

/**
 * A worker that makes the runs of one model. How many at once is not its own matter: the pool of the model gives the
 * slots, to all workers together. So it takes more activities than there are slots, or one that waits for its slot
 * would keep out the one whose turn it is.
 */
export async function createModelWorker(
  entry: ModelEntry,
  options: ModelWorkerOptions,
  {
    poolNamed,
    queuePrefix,
    ...run
  }: RunDependencies & {
    readonly poolNamed: PoolsByName;
    readonly queuePrefix: string;
  },
): Promise<Worker> {
  const leases = createLeases({
    poolNamed,
    worker: run.identity,
    stopping: () => worker.getState() !== 'RUNNING',
  });
  const worker = await Worker.create({
    ...options,
    taskQueue: modelQueue(queuePrefix, entry.name),
    maxConcurrentActivityTaskExecutions: entry.slots + WAITING,
    activities: { measureRun: createMeasureRun({ ...run, leases }) },
  });
  return worker;
}
