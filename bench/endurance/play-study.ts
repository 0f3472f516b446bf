import type { Client } from '@temporalio/client';
import { type OptimizationCycle, STATUS_QUERY, WORKFLOW_QUEUE } from '../../src/contract';
import type { StudyStatus } from '../../src/study/status';
import { endlessStudy, STUDY } from './endless-study';

const TELL_MS = 30_000;

/** Starts the study and waits for its end, saying now and then how far it is. */
export async function playStudy(client: Client, cycles: number): Promise<void> {
  const handle = await client.workflow.start<OptimizationCycle>('optimizationCycle', {
    taskQueue: WORKFLOW_QUEUE,
    workflowId: STUDY,
    args: [endlessStudy(cycles)],
  });
  const started = performance.now();
  const telling = setInterval(() => {
    void client.workflow
      .getHandle(STUDY)
      .query<StudyStatus, []>(STATUS_QUERY)
      .then(({ cycle, doing }) => console.error(`${seconds(started)} s: cycle ${cycle}, ${doing}`))
      .catch(() => undefined);
  }, TELL_MS);
  try {
    const { state, reason, cycles: made } = await handle.result();
    console.error(`${seconds(started)} s: ${made} cycles, ${state}: ${reason}`);
    if (made !== cycles) throw new Error(`The study ended after ${made} of ${cycles} cycles`);
  } finally {
    clearInterval(telling);
  }
}

function seconds(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}
