import { condition, patched } from '@temporalio/workflow';
import { newerBuild } from './newer-build';
import type { Session } from './session';
import { show, showInLists } from './show';

const HOUR_MS = 3_600_000;
/** Marks runs that take a message which came before their rest began for one that wakes them. */
const WOKEN_BEFORE = 'woken-before-its-rest';

/**
 * At its ceiling a study waits for its timer or for a message that could change something. When a newer build of its
 * workers is the current one, the next run rests on, and makes the cycle that follows: for this one a rest could last
 * for ever.
 */
export async function rest(session: Session): Promise<void> {
  if (!session.state.resting) {
    if (session.leftAtRest && patched(WOKEN_BEFORE)) wake(session);
    return;
  }
  const end = endOfRest(session);
  show(session, `rests at its ceiling; looks again ${whenIs(end)}`);
  const woken = (): boolean => !session.state.resting || session.ending !== null;
  // A run that went over and is told of the newer build all the same got no further by it: it rests where it is.
  const inVain = session.state.restsUntil !== undefined && newerBuild();
  const leaves = (): boolean => newerBuild() && !inVain && session.ending === null;
  const over = (): boolean => woken() || leaves();
  if (end === null) await condition(over);
  else await condition(over, Math.max(1, end - Date.now()));
  if (leaves()) return goOver(session, woken() ? Date.now() : end);
  wake(session);
}

function wake(session: Session): void {
  const { restsUntil: _, ...state } = session.state;
  session.state = { ...state, resting: false };
  session.woken = true;
  showInLists(session);
}

/** In milliseconds; null: when a message asks for it. */
function endOfRest({ study: { watchHours }, state: { restsUntil } }: Session): number | null {
  if (restsUntil !== undefined) return Date.parse(restsUntil);
  return watchHours === null ? null : Date.now() + watchHours * HOUR_MS;
}

function whenIs(end: number | null): string {
  if (end === null) return 'when a message asks it to';
  const hours = Math.max(0, end - Date.now()) / HOUR_MS;
  return `in ${Number(hours.toFixed(1))} h`;
}

/** A rest that is over is over for the next run at once. */
function goOver(session: Session, end: number | null): void {
  session.goesOver = true;
  session.state = {
    ...session.state,
    resting: true,
    ...(end !== null && { restsUntil: new Date(end).toISOString() }),
  };
  show(session, 'goes over to the current build of its workers');
}
