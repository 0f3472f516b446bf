import { condition } from '@temporalio/workflow';
import type { Session } from './session';
import { show, showInLists } from './show';
import { statusOf } from './status-of';

/** Brings lists and the Web UI up to date when a message changes the study's state amid its work, until it is cancelled. */
export async function showStateChanges(session: Session): Promise<void> {
  for (;;) {
    const shown = statusOf(session).state;
    await condition(() => statusOf(session).state !== shown);
    show(session, session.doing);
    showInLists(session);
  }
}
