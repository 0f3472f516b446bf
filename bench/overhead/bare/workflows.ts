import { proxyActivities } from '@temporalio/workflow';
import type { askItems } from './activities';

const { askItems: ask } = proxyActivities<{ askItems: typeof askItems }>({
  startToCloseTimeout: '5 minutes',
});

/** The least that a loop on Temporal can be: one activity per run, one after another, and nothing written. */
export async function bareEvaluation(url: string, runs: number): Promise<number> {
  let right = 0;
  for (let run = 0; run < runs; run += 1) right += await ask(url);
  return right;
}
