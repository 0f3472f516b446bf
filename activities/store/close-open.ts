import type { UndoneTrials, UndoTrials } from '../../src/contract';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { EndState, StudyEvent } from '../../src/history/study-event';
import { type LogFile, linesBackwards } from './log-file';
import type { ProjectedMark } from './projected-mark';

/** What ended without a last word of its own, and what is known of it. */
export interface Closing extends UndoTrials {
  /** How the study itself ended; null: it goes on, only its trials do not. */
  readonly end: { readonly state: EndState; readonly reason: string } | null;
  /** Asked under the store's lock: is the workflow closed? A study that was started again meanwhile is left alone. */
  readonly isClosed: () => Promise<boolean>;
}

type Opened = Extract<StudyEvent, { readonly type: 'trial-opened' }>;

/**
 * The events that undo the study's open trials and, where it ended, say so. None where nothing is open.
 *
 * @param phases - that have an open trial
 */
export async function closingEvents(
  { log, mark }: { readonly log: LogFile; readonly mark: ProjectedMark },
  phases: readonly string[],
  { study, reason, at, end }: Closing,
): Promise<readonly StudyEvent[]> {
  const opened = await lastOpened(log, phases);
  const head = (place: number) => ({ seq: mark.seq + place, study, measured: { at } });
  const undone = opened.map(
    (event, place): StudyEvent => ({
      ...head(place + 1),
      id: event.id.replace(/opened$/, 'undone'),
      cycle: event.cycle,
      type: 'trial-undone',
      recommendation: { ...event.recommendation, state: 'undone', reason: `undone: ${reason}` },
      trial: event.trial,
      summaries: [],
    }),
  );
  if (!end) return undone;
  const cycle = Math.max(1, mark.cycle);
  const last: StudyEvent = {
    ...head(undone.length + 1),
    id: `c${cycle}/ended`,
    cycle,
    type: 'study-ended',
    ...end,
  };
  return [...undone, last];
}

/** Per phase the event that opened its trial; the log is read from its end. */
async function lastOpened(log: LogFile, phases: readonly string[]): Promise<readonly Opened[]> {
  const missing = new Set(phases);
  const found: Opened[] = [];
  if (missing.size === 0) return found;
  for await (const text of linesBackwards(log)) {
    const line = parseDecisionLine(text);
    if (!line.ok || line.value.type !== 'trial-opened') continue;
    const { schemaVersion: _, previous: _previous, ...event } = line.value;
    if (missing.delete(event.recommendation.phase)) found.unshift(event);
    if (missing.size === 0) break;
  }
  return found;
}

/** The number of the next event after these. */
export function undoneTrials(mark: ProjectedMark, events: readonly StudyEvent[]): UndoneTrials {
  return {
    nextSeq: mark.seq + events.length + 1,
    undone: events.filter(({ type }) => type === 'trial-undone').length,
  };
}
