import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { createStoreOn } from '../../../activities/store/create-store';
import { readRouting } from '../../../activities/store/read-routing';
import { WORKFLOW_QUEUE } from '../../contract';
import type { EndState } from '../../history/study-event';
import { archiveClosedRuns } from './archive-closed-runs';
import type { Sweep } from './sweep';

/** How long open children of a closed study are waited for, in milliseconds: workers that have just started end them. */
const PATIENCE_MS = 300_000;
const POLL_MS = 2_000;

/**
 * Looks after studies whose workflow was closed from outside, terminated or timed out: their open trials are undone,
 * their end is recorded, and their histories are archived, as they would have done themselves. Only with the server's
 * word that the workflow is closed; one that the server does not know is left as it is. Children that are still open
 * are waited for: a transaction among them undoes its trial itself.
 */
export async function sweepStudies(sweep: Sweep): Promise<void> {
  const { medium, say, signal } = sweep;
  const end = performance.now() + PATIENCE_MS;
  let waiting = await medium.studyNames();
  for (;;) {
    waiting = await notYetSwept(sweep, waiting);
    if (waiting.length === 0 || signal?.aborted) return;
    if (performance.now() > end) break;
    await sleep(POLL_MS, undefined, signal && { signal }).catch(() => undefined);
  }
  say(
    `${waiting.join(', ')}: closed, with children that are still open; the next start of a worker looks again`,
  );
}

/** Those of the studies that have to be looked at again. */
async function notYetSwept(sweep: Sweep, studies: readonly string[]): Promise<readonly string[]> {
  const again: string[] = [];
  for (const study of studies) {
    if (sweep.signal?.aborted) return again;
    // One damaged study, or a server that is gone, must not keep the others from running.
    const swept = await sweepStudy(sweep, study).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      if (!sweep.signal?.aborted) sweep.say(`${study} could not be looked after: ${why}`);
      return true;
    });
    if (!swept) again.push(study);
  }
  return again;
}

/** @returns false where an open child may still write to the study's log */
async function sweepStudy(sweep: Sweep, study: string): Promise<boolean> {
  const newest = await newestRun(sweep, study);
  if (newest === null) return true;
  const closed = newest.status !== 'RUNNING';
  const open = await archiveClosedRuns(sweep, study, closed ? newest.runId : null);
  if (!closed) return true;
  if (open > 0) return false;
  await closeStudy(sweep, study, newest.status);
  // What was written now is in no history: the archive of the last run takes it.
  await archiveClosedRuns(sweep, study, newest.runId);
  return true;
}

async function closeStudy(sweep: Sweep, study: string, status: string): Promise<void> {
  const { medium, say } = sweep;
  const routing = await readRouting(medium, study);
  if (routing?.state !== 'live') return;
  const reason = `its workflow was closed from outside: ${status.toLowerCase()}`;
  const closed = await createStoreOn(medium).closeOpen({
    study,
    reason,
    at: new Date().toISOString(),
    end: { state: endOf(status), reason },
    isClosed: async () => ((await newestRun(sweep, study))?.status ?? 'RUNNING') !== 'RUNNING',
  });
  if (!closed?.ended) return;
  const trials = closed.undone === 0 ? '' : `; ${closed.undone} open trial undone`;
  say(`${study}: ${reason}${trials}`);
}

function endOf(status: string): EndState {
  return status === 'FAILED' || status === 'TIMED_OUT' ? 'failed' : 'stopped';
}

/** The newest run of the study's workflow; null: of another installation, or unknown to this server. */
async function newestRun({ client, queuePrefix }: Sweep, study: string) {
  try {
    const { status, taskQueue, runId } = await client.workflow.getHandle(study).describe();
    const own = taskQueue === `${queuePrefix}${WORKFLOW_QUEUE}`;
    return own ? { status: status.name as string, runId } : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
