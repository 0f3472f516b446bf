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
import { jsonBytes } from '../src/json-bytes';
import type { Trouble } from '../src/study/carried-state';
import { storeActivities } from './activities';
import { eventBatches } from './event-batches';
import { type Session, setTrouble } from './session';
import { show, showInLists } from './show';

/** Marks writes of more than one batch can hold; earlier ones were made whole. */
const IN_BATCHES = 'events-in-batches';
/** Marks cycles that write what they decide between two measurements at once; earlier ones wrote each by itself. */
const TOGETHER = 'decisions-written-together';
/** Bytes of decisions that wait for each other: with the one that exceeds them they mostly fit into one write. */
const MOST_OWED = 49_152;

/** An event to record: its id within the cycle, and what happened. */
export interface Happening {
  readonly id: string;
  readonly body: EventBody;
}

/**
 * Records what was decided, in one write with all else that is decided before something is begun outside: whatever
 * costs, asks, waits or ends writes first what is owed.
 */
export function recordTogether(
  session: Session,
  ...happenings: readonly Happening[]
): Promise<void> {
  if (session.state.logic === 1 || !patched(TOGETHER)) return record(session, ...happenings);
  session.unrecorded.push(...happenings);
  session.owed += jsonBytes(happenings);
  return session.owed > MOST_OWED ? record(session) : Promise.resolve();
}

/** Is there something to write at the end of a cycle? The end of a study takes what is owed along. */
export function isLeftToWrite({ unrecorded, owed, ending }: Session): boolean {
  return unrecorded.length > 0 && !(ending && owed > 0);
}

/**
 * Before something that costs: what was decided is on disk, and no pause holds, unless the study ends. No async
 * function: histories from before have no tick to spare where nothing is owed.
 */
export function untilClear(session: Session): Promise<void> {
  const clear = (): boolean => !session.state.paused || session.ending !== null;
  return session.owed > 0 ? record(session).then(() => condition(clear)) : condition(clear);
}

/** Writes what is owed, what happened, and what messages did meanwhile, to the study's log and files. */
export async function record(session: Session, ...happenings: readonly Happening[]): Promise<void> {
  const decides = session.owed > 0;
  session.owed = 0;
  const batch = [...session.unrecorded.splice(0), ...happenings];
  if (batch.length === 0 || session.state.admitted.store === '') return;
  const events = batch.map((happening, place) => eventOf(session, happening, place));
  session.state = { ...session.state, nextSeq: session.state.nextSeq + events.length };
  const { recordEvents } = storeActivities(session.state.admitted.store);
  for (const part of partsOf(events)) {
    const write = () => recordEvents({ study: session.study.study, events: part });
    await untilItWorks(session, write, decides);
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
 *
 * @param decides - are decisions lost with it? Then a study that ends by itself has not ended before it works
 */
export async function untilItWorks<T>(
  session: Session,
  attempt: () => Promise<T>,
  decides = false,
): Promise<T> {
  for (;;) {
    try {
      return await CancellationScope.nonCancellable(attempt);
    } catch (error) {
      const trouble = troubleOf(error);
      if (decides && endsByItself(session)) session.ending = null;
      if (session.ending) throw ApplicationFailure.nonRetryable(trouble.message, trouble.code);
      await waitForPerson(session, trouble);
    }
  }
}

function endsByItself({ ending }: Session): boolean {
  return ending?.state === 'finished' || ending?.state === 'budget-spent';
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
