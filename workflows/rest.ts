import { condition } from '@temporalio/workflow';
import type { Session } from './session';
import { show, showInLists } from './show';

/** At its ceiling a study waits for its timer or for a message that could change something. */
export async function rest(session: Session): Promise<void> {
  if (!session.state.resting) return;
  const { watchHours } = session.study;
  show(
    session,
    `rests at its ceiling; looks again ${watchHours === null ? 'when a message asks it to' : `in ${watchHours} h`}`,
  );
  const woken = (): boolean => !session.state.resting || session.ending !== null;
  if (watchHours === null) await condition(woken);
  else await condition(woken, `${watchHours} hours`);
  session.state = { ...session.state, resting: false };
  session.woken = true;
  showInLists(session);
}
