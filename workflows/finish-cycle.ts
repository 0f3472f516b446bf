import {
  continueAsNew,
  makeContinueAsNewFunc,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { OptimizationCycle } from '../src/contract';
import { specId } from '../src/spec/spec-id';
import type { StudyReport } from '../src/study/study-report';
import { archiveStudy } from './archive-study';
import { storeActivities } from './activities';
import { record } from './record';
import type { Session } from './session';
import { show, showInLists } from './show';

/** Writes down the history of the cycle before, now that it is closed. */
export async function archivePredecessor({ study, state }: Session): Promise<void> {
  const { continuedFromExecutionRunId, workflowId } = workflowInfo();
  if (continuedFromExecutionRunId === undefined) return;
  const { archiveHistories } = storeActivities(state.admitted.store);
  await archiveHistories({ study: study.study, workflowId, runId: continuedFromExecutionRunId });
}

/** Makes the files true, shows the end, and leaves a child behind that archives this last run. */
export async function endStudy(session: Session): Promise<StudyReport> {
  const { study, state } = session;
  const ending = session.ending ?? { state: 'finished', reason: 'ended' };
  await record(session, { id: 'ended', body: { type: 'study-ended', ...ending } });
  show(session, ending.reason);
  showInLists(session);
  const { workflowId, runId } = workflowInfo();
  await startChild(archiveStudy, {
    workflowId: `${workflowId}/archive-c${state.cycle}`,
    args: [state.admitted.store, { study: study.study, workflowId, runId }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
  return reportOf(session, ending);
}

function reportOf(
  { study, state }: Session,
  ending: Pick<StudyReport, 'state' | 'reason'>,
): StudyReport {
  return {
    study: study.study,
    state: ending.state,
    reason: ending.reason,
    cycles: state.cycle,
    phases: state.phases.map(({ name, origin, baseline, accuracy }) => ({
      name,
      first: specId(origin),
      last: specId(baseline),
      accuracy,
    })),
    spent: state.spent,
    recent: state.recent,
  };
}

/**
 * Hands over to the next cycle. The state is taken in the same tick, so no message between is lost;
 * a newer worker version that was announced is adopted here, or it would count as declined.
 */
export async function continueWithNextCycle(session: Session, input: unknown): Promise<never> {
  while (session.unrecorded.length > 0) await record(session);
  const state = { ...session.state, cycle: session.state.cycle + 1 };
  if (!workflowInfo().targetWorkerDeploymentVersionChanged) {
    return continueAsNew<OptimizationCycle>(input, state);
  }
  const upgraded = makeContinueAsNewFunc<OptimizationCycle>({
    initialVersioningBehavior: 'AUTO_UPGRADE',
  });
  return upgraded(input, state);
}
