import { condition, patched } from '@temporalio/workflow';
import { goOver, leavesRest, tellMessages } from './leave-rest';
import type { Session } from './session';
import { show, showInLists } from './show';

const HOUR_MS = 3_600_000;
/** Marks runs that take a message which came before their rest began for one that wakes them. */
const WOKEN_BEFORE = 'woken-before-its-rest';

/**
 * At its ceiling a study waits for its timer or for a message that could change something. Where the run is to end
 * before, the next one rests on, and makes the cycle that follows.
 */
export async function rest(session: Session): Promise<void> {
  if (!session.state.resting) {
    if (session.leftAtRest && patched(WOKEN_BEFORE)) wake(session);
    return;
  }
  const end = endOfRest(session);
  show(session, `rests at its ceiling; looks again ${whenIs(end)}`);
  const woken = (): boolean => !session.state.resting || session.ending !== null;
  const leaves = leavesRest(session);
  const over = (): boolean => woken() || leaves();
  do {
    if (end === null) await condition(over);
    else await condition(over, Math.max(1, end - Date.now()));
    if (!leaves()) return wake(session);
  } while (await tellMessages(session));
  goOver(session, woken() ? Date.now() : end);
}

function wake(session: Session): void {
  const { restsUntil: _, restsFor: _for, ...state } = session.state;
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
