import { patched, workflowInfo } from '@temporalio/workflow';
import { newerBuild } from './newer-build';
import { record } from './record';
import type { Session } from './session';
import { show } from './show';

/** Marks rests that write down what messages did before they go over; earlier ones went over without it. */
const TOLD_BEFORE_LEAVING = 'rest-tells-before-it-goes-over';
/** Marks rests that go over when their history is long; earlier ones stayed where they were. */
const NO_LONG_REST = 'no-long-rest';

/**
 * Asks whether a rest is to go on in the next run: when a newer build of its workers is the current one, since with
 * this one a rest could last for ever, and when messages have made its history so long that a server will refuse more.
 */
export function leavesRest(session: Session): () => boolean {
  const { restsUntil, restsFor } = session.state;
  const wentForBuild = restsFor === 'build' || (restsUntil !== undefined && restsFor !== 'history');
  // A run that went over and is told of the newer build all the same got no further by it: it rests where it is.
  const inVain = wentForBuild && newerBuild();
  const begin = workflowInfo().historyLength;
  return () => {
    if (session.ending !== null) return false;
    if (newerBuild() && !inVain) return true;
    return isLong(begin) && patched(NO_LONG_REST);
  };
}

/** @param begin - events that the run had when its rest began: one that is long from the start gets on all the same */
function isLong(begin: number): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested && historyLength > 2 * begin;
}

/** Writes down what messages did in the rest. @returns whether there was anything: the study may be another since then */
export async function tellMessages(session: Session): Promise<boolean> {
  if (session.unrecorded.length === 0 || !patched(TOLD_BEFORE_LEAVING)) return false;
  await record(session);
  return true;
}

/** A rest that is over is over for the next run at once. */
export function goOver(session: Session, end: number | null): void {
  const toldBefore = session.messages > 0 && patched(TOLD_BEFORE_LEAVING);
  session.goesOver = true;
  session.state = {
    ...session.state,
    resting: true,
    ...(end !== null && { restsUntil: new Date(end).toISOString() }),
    restsFor: newerBuild() ? 'build' : 'history',
    ...(toldBefore && { heard: session.messages }),
  };
  const why = newerBuild()
    ? 'goes over to the current build of its workers'
    : 'begins a new history';
  show(session, why);
}
