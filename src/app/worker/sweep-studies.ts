import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { archiveRun, isArchived } from '../../../activities/store/archive-histories';
import { createStore } from '../../../activities/store/create-store';
import { readRouting } from '../../../activities/store/read-routing';
import { studyNames } from '../../../activities/store/study-names';
import { WORKFLOW_QUEUE } from '../../contract';
import { RatchetError } from '../../errors';
import type { EndState } from '../../history/study-event';

export interface Sweep {
  readonly client: Client;
  readonly dataDir: string;
  readonly queuePrefix: string;
  readonly say: (line: string) => void;
}

/**
 * Looks after studies whose workflow was closed from outside, terminated or timed out: their open trials are undone,
 * their end is recorded, and their histories are archived, as they would have done themselves. Only with the server's
 * word that the workflow is closed; one that the server does not know is left as it is.
 */
export async function sweepStudies(sweep: Sweep): Promise<void> {
  for (const study of await studyNames(sweep.dataDir)) {
    // One damaged study must not keep the others from running.
    await sweepStudy(sweep, study).catch((error: unknown) => {
      if (!(error instanceof RatchetError)) throw error;
      sweep.say(`${study} needs a person: ${error.message}`);
    });
  }
}

async function sweepStudy(sweep: Sweep, study: string): Promise<void> {
  const status = await closedStatus(sweep, study);
  if (status === null) return;
  await closeStudy(sweep, study, status);
  await archiveClosedRuns(sweep, study);
}

async function closeStudy(sweep: Sweep, study: string, status: string): Promise<void> {
  const { dataDir, say } = sweep;
  const routing = await readRouting(dataDir, study);
  if (routing?.state !== 'live') return;
  const reason = `its workflow was closed from outside: ${status.toLowerCase()}`;
  const closed = await createStore({ dataDir }).closeOpen({
    study,
    reason,
    at: new Date().toISOString(),
    end: { state: endOf(status), reason },
    isClosed: async () => (await closedStatus(sweep, study)) !== null,
  });
  if (!closed) return;
  const trials = closed.undone === 0 ? '' : `; ${closed.undone} open trial undone`;
  say(`${study}: ${reason}${trials}`);
}

function endOf(status: string): EndState {
  return status === 'FAILED' || status === 'TIMED_OUT' ? 'failed' : 'stopped';
}

/** How the study's newest workflow was closed; null: it is open, of another installation, or unknown to this server. */
async function closedStatus({ client, queuePrefix }: Sweep, study: string): Promise<string | null> {
  try {
    const { status, taskQueue } = await client.workflow.getHandle(study).describe();
    const own = taskQueue === `${queuePrefix}${WORKFLOW_QUEUE}`;
    return own && status.name !== 'RUNNING' ? status.name : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** Every closed run of the study that nobody has archived: the last one, where it could not leave an archivist. */
async function archiveClosedRuns({ client, dataDir, say }: Sweep, study: string): Promise<void> {
  const query = `WorkflowId = '${study}' AND ExecutionStatus != 'Running'`;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    if (await isArchived(dataDir, { study, workflowId, runId })) continue;
    const { files } = await archiveRun({ client, dataDir }, { study, workflowId, runId });
    say(`${study}: archived ${files} histories of the run ${runId}`);
  }
}
