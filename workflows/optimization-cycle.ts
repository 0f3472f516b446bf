import { ApplicationFailure, CancellationScope, condition, workflowInfo } from '@temporalio/workflow';
import { describeIssues } from '../src/input-issue';
import type { CarriedState } from '../src/study/carried-state';
import { parseStudy } from '../src/study/parse-study';
import type { Study } from '../src/study/study';
import type { StudyReport } from '../src/study/study-report';
import { admit } from './admit';
import { forwardControls } from './children';
import { installControls } from './controls';
import { archivePredecessor, continueWithNextCycle, endStudy } from './finish-cycle';
import { rest } from './rest';
import { type PhaseOutcome, runPhase } from './run-phase';
import { newSession, type Session } from './session';
import { show, showInLists } from './show';

/**
 * One cycle of a study: for each phase generate, evaluate, decide, diagnose, learn and enforce;
 * then continue as new from the better baseline, rest at the ceiling, or end.
 *
 * @param input - the study as its owner wrote it, JSON
 * @param carried - what the cycle before handed on; absent in the first one
 */
export async function optimizationCycle(
  input: unknown,
  carried?: CarriedState,
): Promise<StudyReport> {
  const study = readStudy(input);
  const session = newSession(study, carried);
  installControls(session);
  const background = new CancellationScope();
  void background.run(() => forwardControls(session)).catch(() => undefined);

  if (!carried) await admit(session);
  const archived = archivePredecessor(session);
  showInLists(session);
  await rest(session);
  await condition(() => !session.state.paused || session.ending !== null);
  const outcomes = session.ending ? null : await runPhases(session);

  await archived;
  background.cancel();
  await closeCycle(session, outcomes);
  if (session.ending) return endStudy(session);
  return continueWithNextCycle(session, input);
}

/** Input that is no study fails the workflow at once, naming every bad field. */
function readStudy(input: unknown): Study {
  const parsed = parseStudy(input);
  if (!parsed.ok) {
    throw ApplicationFailure.nonRetryable(
      `Cannot read the study:\n${describeIssues(parsed.issues)}`,
      'STUDY_INVALID',
    );
  }
  const { workflowId } = workflowInfo();
  if (parsed.value.study === workflowId) return parsed.value;
  throw ApplicationFailure.nonRetryable(
    `Cannot start the study: expected its name as workflow id (${parsed.value.study}), found ${workflowId}`,
    'STUDY_INVALID',
  );
}

/** Null when the study ends in the middle of a phase. */
async function runPhases(session: Session): Promise<readonly PhaseOutcome[] | null> {
  const outcomes: PhaseOutcome[] = [];
  for (const { name } of session.state.phases) {
    const outcome = await runPhase(session, name);
    if (!outcome) return null;
    outcomes.push(outcome);
  }
  return outcomes;
}

/** What comes next: another cycle, a rest at the ceiling, or the end. */
async function closeCycle(
  session: Session,
  outcomes: readonly PhaseOutcome[] | null,
): Promise<void> {
  if (!outcomes) return;
  const { cycle, budget } = session.state;
  const atCeiling = outcomes.every(({ changed, exhausted }) => exhausted && !changed);
  if (atCeiling && session.study.atCeiling === 'finish') {
    session.ending ??= { state: 'finished', reason: 'ceiling: nothing left to try that could win' };
  }
  if (budget.cycles !== null && cycle >= budget.cycles) {
    session.ending ??= { state: 'budget-spent', reason: `${cycle} of ${budget.cycles} cycles are spent` };
  }
  session.state = { ...session.state, resting: atCeiling };
  show(session, session.ending?.reason ?? `ends cycle ${cycle}`);
}
