import { archiveRun, isArchived } from '../../../activities/store/archive-histories';
import { openIn } from '../../audit/archive';
import { WORKFLOW_QUEUE } from '../../contract';
import type { Sweep } from './sweep';

/**
 * Archives every closed run of the study that nobody has archived whole: the last one, where it could not leave an
 * archivist, and those of an earlier start.
 *
 * @param last - the study's last run, which a list may not show yet; null: it is open
 * @returns how many children of theirs are still open: their histories are missing
 */
export async function archiveClosedRuns(
  { client, medium, queuePrefix, say }: Sweep,
  study: string,
  last: string | null,
): Promise<number> {
  const runs = new Set(last === null ? [] : [last]);
  const query = `WorkflowId = '${study}' AND ExecutionStatus != 'Running'`;
  for await (const { runId, taskQueue } of client.workflow.list({ query })) {
    if (taskQueue === `${queuePrefix}${WORKFLOW_QUEUE}`) runs.add(runId);
  }
  let open = 0;
  for (const runId of runs) {
    const run = { study, workflowId: study, runId };
    if (await isArchived(medium, run, runId === last)) continue;
    const manifest = await archiveRun({ client, medium }, run);
    const missing = openIn(manifest).length;
    if (missing === 0) {
      say(`${study}: archived ${manifest.histories.length} histories of the run ${runId}`);
    }
    open += missing;
  }
  return open;
}
