import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  CancellationScope,
  isCancellation,
  log,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { OptimizationCycle } from '../src/contract';
import { specId } from '../src/spec/spec-id';
import { adoptNewestLogic } from '../src/study/adopt-logic';
import type { CarriedState } from '../src/study/carried-state';
import { fitCarriedState } from '../src/study/fit-carried-state';
import type { StudyReport } from '../src/study/study-report';
import { storeActivities } from './activities';
import { archiveStudy } from './archive-study';
import { continueChain } from './continue-chain';
import { record, untilItWorks } from './record';
import type { Session } from './session';
import { show, showInLists } from './show';

/** Writes down the history of the cycle before, now that it is closed. */
export async function archivePredecessor(session: Session): Promise<void> {
  const { study, state } = session;
  const { continuedFromExecutionRunId, workflowId } = workflowInfo();
  if (continuedFromExecutionRunId === undefined) return;
  const { archiveHistories } = storeActivities(state.admitted.store);
  const request = { study: study.study, workflowId, runId: continuedFromExecutionRunId };
  await untilItWorks(session, () => archiveHistories(request));
}

/**
 * Makes the files true, shows the end, and leaves a child behind that archives this last run. Cannot be cancelled, but
 * where it waits for a person to mend its store.
 */
export async function endStudy(session: Session): Promise<StudyReport> {
  const ending = session.ending ?? { state: 'finished', reason: 'ended' };
  showEnd(session, ending);
  await record(session, { id: 'ended', body: { type: 'study-ended', ...ending } });
  if (session.ending !== ending) await tellWhatWasHeard(session, ending);
  await CancellationScope.nonCancellable(() => leaveArchivist(session));
  return reportOf(session, ending);
}

/** The study went on until its store had taken what it decided: messages of that time are written after the end. */
async function tellWhatWasHeard(
  session: Session,
  ending: NonNullable<Session['ending']>,
): Promise<void> {
  showEnd(session, ending);
  while (session.unrecorded.length > 0) await record(session);
}

function showEnd(session: Session, ending: NonNullable<Session['ending']>): void {
  session.ending = ending;
  show(session, ending.reason);
  showInLists(session);
}

/** A study that was cancelled or cannot go on ends like any other, as far as its store lets it. */
export async function endInTrouble(session: Session, error: unknown): Promise<void> {
  session.ending = isCancellation(error)
    ? { state: 'stopped', reason: 'cancelled' }
    : { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
  await endStudy(session).catch((second: unknown) =>
    log.error('The study ended without a last record of it', { error: String(second) }),
  );
}

async function leaveArchivist({ study, state }: Session): Promise<void> {
  if (state.admitted.store === '') return;
  const { workflowId, runId } = workflowInfo();
  await startChild(archiveStudy, {
    workflowId: `${workflowId}/archive-c${state.cycle}`,
    args: [state.admitted.store, { study: study.study, workflowId, runId }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  }).catch(unlessStillOpen);
}

/** An archivist of an earlier start of this study that found no worker yet: no reason to fail. */
function unlessStillOpen(error: unknown): void {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  log.warn('The last run is not archived by a workflow of its own', { error: error.message });
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
 * Hands over to the next cycle. The state is taken in the same tick as the last look at it, so no message is lost;
 * a newer worker version that was announced is adopted here, or it would count as declined.
 */
export function continueWithNextCycle(session: Session, input: unknown): Promise<never> {
  const { restsUntil: _, restsFor: _for, heard: _heard, ...state } = session.state;
  return continueWith(input, { ...state, cycle: state.cycle + 1 });
}

/** Hands the same cycle over to the next run, before anything of it was done. */
export function continueTheRest(session: Session, input: unknown): Promise<never> {
  return continueWith(input, session.state);
}

function continueWith(input: unknown, next: CarriedState): Promise<never> {
  const state = fitCarriedState(adoptNewestLogic(next));
  return continueChain<OptimizationCycle>(input, state);
}
