import type { ClosedTransaction, SettledTrial, UndoTrials } from '../../src/contract';
import type { Recommendation } from '../../src/enforcement/recommendation';
import { eventOf } from '../../src/history/decision-log';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { EndState, EventBody, StudyEvent } from '../../src/history/study-event';
import type { LogFile } from './log-file';
import type { StoreFiles } from './medium';
import type { ProjectedMark } from './projected-mark';

/** What ended without a last word of its own, and what is known of it. */
export interface Closing extends UndoTrials {
  /** How the study itself ended; null: it goes on, only its trials do not. */
  readonly end: { readonly state: EndState; readonly reason: string } | null;
  /** Asked under the store's lock: is the workflow closed? A study that was started again meanwhile is left alone. */
  readonly isClosed: () => Promise<boolean>;
}

interface Place {
  readonly store: StoreFiles;
  readonly log: LogFile;
  readonly mark: ProjectedMark;
}

type Opened = Extract<StudyEvent, { readonly type: 'trial-opened' }>;

/**
 * The events that undo the study's open trials and, where it ended, say so. None where nothing is open. A transaction
 * that was closed before its first event is undone as well: what it may still have under way finds its number taken.
 *
 * @param phases - that have an open trial
 */
export async function closingEvents(
  place: Place,
  phases: readonly string[],
  closing: Closing,
): Promise<readonly StudyEvent[]> {
  const { reason, end, transaction } = closing;
  const undone = (await lastOpened(place, phases)).map((event) => ({
    cycle: event.cycle,
    id: event.id.replace(/opened$/, 'undone'),
    body: undoing(event.recommendation, event.trial, reason),
  }));
  if (transaction && undone.length === 0 && place.mark.seq < transaction.firstSeq) {
    const { cycle, id, recommendation, trial } = transaction;
    undone.push({ cycle, id: `${id}/undone`, body: undoing(recommendation, trial, reason) });
  }
  const cycle = Math.max(1, place.mark.cycle);
  const ended = { cycle, id: `c${cycle}/ended` };
  const last = end ? [{ ...ended, body: { type: 'study-ended', ...end } as const }] : [];
  return [...undone, ...last].map(({ body, ...head }, index): StudyEvent => {
    const { study, at } = closing;
    return { ...body, ...head, seq: place.mark.seq + index + 1, study, measured: { at } };
  });
}

function undoing(
  recommendation: Recommendation,
  trial: Opened['trial'],
  reason: string,
): Extract<EventBody, { readonly type: 'trial-undone' }> {
  return {
    type: 'trial-undone',
    recommendation: { ...recommendation, state: 'undone', reason: `undone: ${reason}` },
    trial,
    summaries: [],
  };
}

/** Per phase the event that opened its trial; the log is read from its end. */
async function lastOpened(
  { store, log }: Place,
  phases: readonly string[],
): Promise<readonly Opened[]> {
  const missing = new Set(phases);
  const found: Opened[] = [];
  if (missing.size === 0) return found;
  for await (const text of store.linesBackwards(log)) {
    const event = eventIn(text);
    if (event?.type !== 'trial-opened') continue;
    if (missing.delete(event.recommendation.phase)) found.unshift(event);
    if (missing.size === 0) break;
  }
  return found;
}

/** What the log says became of a transaction, whoever wrote it; undefined: nothing yet. */
export async function settledTrial(
  { store, log }: Omit<Place, 'mark'>,
  { firstSeq, recommendation }: ClosedTransaction,
): Promise<SettledTrial | undefined> {
  for await (const text of store.linesBackwards(log)) {
    const event = eventIn(text);
    if (event === null || event.seq < firstSeq) return undefined;
    if (event.type !== 'trial-kept' && event.type !== 'trial-undone') continue;
    const { recommendation: settled, summaries } = event;
    if (settled.id === recommendation.id) return { recommendation: settled, summaries };
  }
  return undefined;
}

function eventIn(text: string): StudyEvent | null {
  const line = parseDecisionLine(text);
  return line.ok ? eventOf(line.value) : null;
}
