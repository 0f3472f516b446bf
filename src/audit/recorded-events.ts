import type { StudyEvent } from '../history/study-event';
import type { RunRecord } from './run-record';

/** An event as a history holds it. */
export interface RecordedEvent {
  /** Unchecked: a history may have been edited. */
  readonly event: StudyEvent;
  /** Did the store say that it was written? One under way when its workflow was closed may have been or not. */
  readonly certain: boolean;
  /** `event 41 of lfm/c1/...`: where it is. */
  readonly source: string;
}

/** The events that a run sent to the store, in the order in which it did. */
export function eventsOfRun(run: RunRecord): readonly RecordedEvent[] {
  return run.activities.flatMap(({ type, event: number, input, outcome }) => {
    if (type !== 'recordEvents') return [];
    const events: unknown = Object(input[0]).events;
    if (!Array.isArray(events)) return [];
    const certain = outcome?.kind === 'completed';
    const source = `event ${number} of ${run.workflowId}`;
    return events.filter(isEvent).map((event) => ({ event, certain, source }));
  });
}

function isEvent(value: unknown): value is StudyEvent {
  const { seq, type } = Object(value);
  return Number.isSafeInteger(seq) && typeof type === 'string';
}

/** Numbers of the events that the store wrote at a run's request, to undo trials of a closed transaction. */
export function undoneByStore(run: RunRecord): readonly number[] {
  return run.activities.flatMap(({ type, outcome }) => {
    if (type !== 'undoTrials' || outcome?.kind !== 'completed') return [];
    const { nextSeq, undone } = Object(outcome.result);
    if (!Number.isSafeInteger(nextSeq) || !Number.isSafeInteger(undone)) return [];
    return Array.from({ length: undone }, (_, place) => nextSeq - undone + place);
  });
}
