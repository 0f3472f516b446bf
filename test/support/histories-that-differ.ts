import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { RecordedHistory } from './recorded-histories';

/** The files whose history the code would not have made; one worker replays them all. */
export async function historiesThatDiffer(
  workflowBundle: WorkflowBundle,
  histories: readonly RecordedHistory[],
): Promise<readonly string[]> {
  const replayed = new Map<string, boolean>();
  for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    replayed.set(runId, error === undefined);
  }
  if (replayed.size !== histories.length) throw new Error(`${replayed.size} histories replayed`);
  return histories.flatMap(({ file, runId }) => (replayed.get(runId) === true ? [] : [file]));
}

/** Is there one that the code would not have made? Replays no more of them than it takes to know. */
export async function anyDiffers(
  workflowBundle: WorkflowBundle,
  histories: readonly RecordedHistory[],
): Promise<boolean> {
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    if (error !== undefined) return true;
  }
  return false;
}
