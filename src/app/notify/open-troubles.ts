import type { Client } from '@temporalio/client';
import type { StandingTrouble } from '../../../activities/notify/tell-target';
import { sha256 } from '../../../activities/store/sha256';
import { STATUS_QUERY, WORKFLOW_QUEUE, WORKFLOWS } from '../../contract';
import { shownText } from '../../notifications/shown-text';
import type { StudyStatus } from '../../study/status';
import { askWorkflow } from '../client/ask-workflow';
import { stateOf } from '../client/list-studies';

/** A study that does not answer must not hold up the rest. */
const ANSWER_LIMIT_MS = 5_000;

/**
 * The troubles that studies of this installation wait with: they are in no log, only in the studies themselves.
 *
 * @param at.seen - when each was first seen, by its key
 */
export async function openTroubles(
  client: Client,
  { queuePrefix, seen }: { readonly queuePrefix: string; readonly seen: Map<string, string> },
): Promise<readonly StandingTrouble[]> {
  const query = `WorkflowType = '${WORKFLOWS.cycle}' AND TaskQueue = '${queuePrefix}${WORKFLOW_QUEUE}' AND ExecutionStatus = 'Running'`;
  const found: StandingTrouble[] = [];
  for await (const run of client.workflow.list({ query })) {
    // One that waits for a person is paused.
    if (stateOf(run) !== 'paused') continue;
    const { workflowId } = run;
    const question = { workflowId, query: STATUS_QUERY, limitMs: ANSWER_LIMIT_MS };
    const status = await askWorkflow<StudyStatus>(client, question);
    const trouble = troubleOf(status, run.runId, seen);
    if (trouble) found.push(trouble);
  }
  return found;
}

/** Told again when a message did not mend it: somebody tried, and may believe that it did. */
export function troubleOf(
  status: StudyStatus,
  runId: string,
  seen: Map<string, string>,
): StandingTrouble | null {
  const { study, cycle, trouble, controls } = status;
  if (!trouble) return null;
  const key = sha256(JSON.stringify([study, runId, trouble, controls])).slice(0, 32);
  const timestamp = seen.get(key) ?? new Date().toISOString();
  seen.set(key, timestamp);
  const reason = shownText(trouble.message);
  return {
    key,
    news: {
      type: 'trouble',
      timestamp,
      text: `${study}, cycle ${cycle}: waits for a person (${trouble.code}): ${reason}`,
      data: {
        study,
        cycle,
        phase: null,
        event: null,
        what: 'study',
        result: trouble.code,
        reason,
        from: null,
        to: null,
        improvement: null,
      },
    },
  };
}
