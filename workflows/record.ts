import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  log,
  patched,
} from '@temporalio/workflow';
import type { EventBody, StudyEvent } from '../src/history/study-event';
import type { Trouble } from '../src/study/carried-state';
import { storeActivities } from './activities';
import { eventBatches } from './event-batches';
import { type Session, setTrouble } from './session';
import { show, showInLists } from './show';

/** Marks writes of more than one batch can hold; earlier ones were made whole. */
const IN_BATCHES = 'events-in-batches';

/** An event to record: its id within the cycle, and what happened. */
export interface Happening {
  readonly id: string;
  readonly body: EventBody;
}

/** Writes what happened, and what messages did meanwhile, to the study's log and files. */
export async function record(session: Session, ...happenings: readonly Happening[]): Promise<void> {
  const batch = [...session.unrecorded.splice(0), ...happenings];
  if (batch.length === 0 || session.state.admitted.store === '') return;
  const events = batch.map((happening, place) => eventOf(session, happening, place));
  session.state = { ...session.state, nextSeq: session.state.nextSeq + events.length };
  const { recordEvents } = storeActivities(session.state.admitted.store);
  for (const part of partsOf(events)) {
    await untilItWorks(session, () => recordEvents({ study: session.study.study, events: part }));
  }
}

/** A storm of messages may have left more than one write should hold. */
function partsOf(events: readonly StudyEvent[]): readonly (readonly StudyEvent[])[] {
  const batches = eventBatches(events);
  return batches.length > 1 && patched(IN_BATCHES) ? batches : [events];
}

function eventOf({ study, state }: Session, { id, body }: Happening, place: number): StudyEvent {
  const seq = state.nextSeq + place;
  return {
    ...body,
    seq,
    id: `c${state.cycle}/${id}`,
    study: study.study,
    cycle: state.cycle,
    measured: { at: new Date().toISOString() },
  };
}

/**
 * Does something outside, which cannot be cancelled: half a batch would leave a gap in the log. Where it fails for
 * good, waits for a person and tries again: a store that cannot be written must not lose a decision. Only a study
 * that is told to end then does so, as failed.
 */
export async function untilItWorks<T>(session: Session, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await CancellationScope.nonCancellable(attempt);
    } catch (error) {
      const trouble = troubleOf(error);
      if (session.ending) throw ApplicationFailure.nonRetryable(trouble.message, trouble.code);
      await waitForPerson(session, trouble);
    }
  }
}

/** Pauses with the trouble in sight until somebody resumes. A study that ends has nobody to wait for. */
export async function waitForPerson(session: Session, trouble: Trouble): Promise<void> {
  if (session.ending) return;
  setTrouble(session, trouble);
  const { code, message } = trouble;
  log.warn(`waits for a person: ${message}`, { cycle: session.state.cycle, code });
  show(session, `waits for a person: mend this, then send resume. ${trouble.message}`);
  showInLists(session);
  const heard = session.messages;
  await condition(() => session.messages > heard && !session.state.paused);
  showInLists(session);
}

function troubleOf(error: unknown): Trouble {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (isCancellation(error) || !(cause instanceof ApplicationFailure)) throw error;
  return { code: cause.type ?? 'STORE_CONFLICT', message: cause.message };
}
