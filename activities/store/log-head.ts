import { type LogHead } from '../../src/audit/archive';
import { eventOf, NO_LINE_BEFORE } from '../../src/history/decision-log';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { StudyEvent } from '../../src/history/study-event';
import { sha256 } from './sha256';

/** Number and hash of the log's last line. */
export async function headOf(newestFirst: AsyncIterable<string>): Promise<LogHead> {
  for await (const text of newestFirst) {
    const line = parseDecisionLine(text);
    return { seq: line.ok ? line.value.seq : 0, line: sha256(text) };
  }
  return { seq: 0, line: NO_LINE_BEFORE };
}

/**
 * What the store wrote by itself, oldest first: events that it wrote at a workflow's request, by their numbers, and what
 * follows a closed run's own last event up to the study's next start.
 */
export async function eventsByStore(
  newestFirst: AsyncIterable<string>,
  { undone, after }: { readonly undone: readonly number[]; readonly after: number | null },
): Promise<readonly StudyEvent[]> {
  const first = Math.min(...undone, after === null ? Number.POSITIVE_INFINITY : after + 1);
  const found: StudyEvent[] = [];
  for await (const text of newestFirst) {
    const line = parseDecisionLine(text);
    if (!line.ok || line.value.seq < first) break;
    found.unshift(eventOf(line.value));
  }
  const start = found.findIndex(
    ({ seq, type }) => isAfter(seq, after) && type === 'study-admitted',
  );
  const ofRun = start < 0 ? found : found.slice(0, start);
  return ofRun.filter(({ seq }) => undone.includes(seq) || isAfter(seq, after));
}

function isAfter(seq: number, after: number | null): boolean {
  return after !== null && seq > after;
}
