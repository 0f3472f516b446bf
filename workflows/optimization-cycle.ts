import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  patched,
  workflowInfo,
} from '@temporalio/workflow';
import { describeIssues } from '../src/input-issue';
import { type CarriedState, type Logic, NEWEST_LOGIC } from '../src/study/carried-state';
import { parseStudy } from '../src/study/parse-study';
import type { Study } from '../src/study/study';
import type { StudyReport } from '../src/study/study-report';
import { isUndecodable } from '../src/undecodable';
import { admit, admitAgain } from './admit';
import { affordable } from './budget';
import { forwardControls } from './children';
import { answerCarried, installControls } from './controls';
import {
  archivePredecessor,
  continueTheRest,
  continueWithNextCycle,
  endInTrouble,
  endStudy,
} from './finish-cycle';
import { measureHeldOut } from './measure-held-out';
import { nothingLeft, runPhase } from './phases';
import { isLeftToWrite, record, untilClear } from './record';
import { rest } from './rest';
import { newSession, type Session } from './session';
import { show, showInLists } from './show';
import { showStateChanges } from './show-state-changes';
import { takeHandEdits } from './take-hand-edits';

/** Mark first runs of studies by the logic that they began with; those without a mark replay as they were made. */
const CERTIFIED = 'certified-decisions';
const NAMED_CAUSES = 'named-causes';
/** Characters of a failure: enough to mend an input by, however much is wrong with it. */
const MOST_TOLD = 8_000;
/** Marks cycles that look again whether nothing is left, where a message came after they had found it so. */
const LOOKS_AGAIN = 'ceiling-looked-at-again';
/** Marks cycles that look for edits once more when their rest is over. */
const EDITS_AFTER_REST = 'hand-edits-after-rest';

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
  if (isUndecodable(carried)) throw cannotRead(`what was carried on: ${carried.undecodable}`);
  const study = readStudy(input);
  const session = newSession(study, carried, carried ? carried.logic : firstLogic());
  installControls(session);
  answerCarried(session, input);
  try {
    await runCycle(session);
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('cancelled');
    if (session.ending) return await endStudy(session);
  } catch (error) {
    await endInTrouble(session, error);
    throw error;
  }
  return session.goesOver ? continueTheRest(session, input) : continueWithNextCycle(session, input);
}

function firstLogic(): Logic {
  if (patched(NAMED_CAUSES)) return NEWEST_LOGIC;
  return patched(CERTIFIED) ? 2 : 1;
}

async function runCycle(session: Session): Promise<void> {
  const background = new CancellationScope();
  background.run(() => forwardControls(session)).catch(() => undefined);
  background.run(() => showStateChanges(session)).catch(() => undefined);
  if (session.state.phases.length === 0) await admit(session);
  else if (session.state.moved) await admitAgain(session);
  showInLists(session);
  await archivePredecessor(session);
  await takeEditsAndRest(session);
  if (session.goesOver) return background.cancel();
  await untilClear(session);
  const changed = session.ending ? null : await runPhases(session);
  const ceiling = changed === false && nothingLeftAnywhere(session);
  if (ceiling) await measureHeldOut(session);
  background.cancel();
  await closeCycle(session, ceiling);
}

function nothingLeftAnywhere(session: Session): boolean {
  return session.state.phases.every(({ name }) => nothingLeft(session, name));
}

/** A candidate by hand may have come while the ceiling was told, and held-out items were measured. */
function isStillTrue(session: Session, ceiling: boolean): boolean {
  return ceiling && (nothingLeftAnywhere(session) || !patched(LOOKS_AGAIN));
}

/** A rest may last for long: what was written meanwhile counts in the cycle that follows. */
async function takeEditsAndRest(session: Session): Promise<void> {
  const takes = session.state.logic > 1;
  if (takes && carried(session)) await takeHandEdits(session);
  await rest(session);
  if (!takes || !session.woken || session.ending || !patched(EDITS_AFTER_REST)) return;
  await takeHandEdits(session, 'hand-edit-at-rest');
}

/** A first cycle begins from what admission read, edits with it. */
function carried({ state }: Session): boolean {
  return state.phases.some(({ accuracy }) => accuracy !== null);
}

/** Input that is no study fails the workflow at once, naming every bad field. */
function readStudy(input: unknown): Study {
  if (isUndecodable(input)) throw cannotRead(`it cannot be decoded: ${input.undecodable}`);
  const parsed = parseStudy(input);
  if (!parsed.ok) throw cannotRead(describeIssues(parsed.issues));
  const { workflowId } = workflowInfo();
  if (parsed.value.study === workflowId) return parsed.value;
  throw ApplicationFailure.nonRetryable(
    `Cannot start the study: expected its name as workflow id (${parsed.value.study}), found ${workflowId}`,
    'STUDY_INVALID',
  );
}

function cannotRead(why: string): ApplicationFailure {
  const told = `Cannot read the study:\n${why}`.slice(0, MOST_TOLD);
  return ApplicationFailure.nonRetryable(told, 'STUDY_INVALID');
}

/** Did the baseline of any phase change? Null when the study ends in the middle of one. */
async function runPhases(session: Session): Promise<boolean | null> {
  let anyChanged = false;
  for (const { name } of session.state.phases) {
    const changed = await runPhase(session, name);
    if (changed === null) return null;
    anyChanged ||= changed;
  }
  return anyChanged;
}

/** What was decided is on disk before the next cycle or a rest is so much as told of; an end takes it along. */
async function closeCycle(session: Session, atCeiling: boolean): Promise<void> {
  while (session.owed > 0 && goesOn(session, isStillTrue(session, atCeiling)))
    await record(session);
  decideNext(session, isStillTrue(session, atCeiling));
  while (isLeftToWrite(session)) await record(session);
}

function goesOn(session: Session, atCeiling: boolean): boolean {
  return session.ending === null && endingOf(session, atCeiling) === null;
}

/** What comes next: another cycle, a rest at the ceiling, or the end. */
function decideNext(session: Session, atCeiling: boolean): void {
  if (session.ending) return;
  session.ending = endingOf(session, atCeiling);
  session.state = { ...session.state, resting: atCeiling };
  show(session, session.ending?.reason ?? `ends cycle ${session.state.cycle}`);
}

function endingOf(session: Session, atCeiling: boolean): Session['ending'] {
  const { study, state } = session;
  const { cycle, budget } = state;
  if (atCeiling && study.atCeiling === 'finish') {
    return { state: 'finished', reason: 'ceiling: nothing left to try that could win' };
  }
  if (budget.cycles !== null && cycle >= budget.cycles) {
    return { state: 'budget-spent', reason: `${cycle} of ${budget.cycles} cycles are spent` };
  }
  if (affordable(session, study.policy.runs)) return null;
  return { state: 'budget-spent', reason: session.budgetSpent ?? '' };
}
