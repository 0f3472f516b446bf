import { canonicalJson } from '../../src/canonical-json';
import { RatchetError } from '../../src/errors';
import { type DecisionLine, eventOf } from '../../src/history/decision-log';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { StudyEvent } from '../../src/history/study-event';
import { describeIssues } from '../../src/input-issue';
import type { LogFile } from './log-file';
import type { StoreFiles } from './medium';
import { MEND_LOG } from './project-study';
import type { ProjectedMark } from './projected-mark';
import { sha256 } from './sha256';

/**
 * Are the last two lines still what was written? The whole chain is too dear to check at each write.
 *
 * @throws {RatchetError} `STORE_CORRUPT`
 */
export async function checkLogEnd(
  files: StoreFiles,
  { log, mark }: { readonly log: LogFile; readonly mark: ProjectedMark },
): Promise<void> {
  let expected = mark.line;
  let seq = mark.seq;
  for await (const text of files.linesBackwards(log)) {
    if (sha256(text) !== expected) {
      const what = `line ${seq} was changed after it was written`;
      throw new RatchetError('STORE_CORRUPT', `${log.path}: ${what}. ${MEND_LOG}`);
    }
    if (seq < mark.seq) return;
    expected = lineOf(log, text).previous;
    seq -= 1;
  }
}

/**
 * Which of the events are not in the log yet? Those that are must be the same ones.
 *
 * @param log - with the number of its last event; 0 for an empty one
 * @throws {RatchetError} `STORE_CONFLICT` where the log holds another event in an event's place, or lacks those before
 */
export async function newEvents(
  files: StoreFiles,
  { log, lastSeq }: { readonly log: LogFile; readonly lastSeq: number },
  events: readonly StudyEvent[],
): Promise<readonly StudyEvent[]> {
  const first = events[0]?.seq ?? lastSeq + 1;
  if (first > lastSeq + 1) throw gap(log, lastSeq, first);
  if (first <= lastSeq) await compareEvents(files.linesBackwards(log), log, events);
  return events.slice(lastSeq + 1 - first);
}

async function compareEvents(
  newestFirst: AsyncGenerator<string>,
  log: LogFile,
  events: readonly StudyEvent[],
): Promise<void> {
  const first = events[0]?.seq ?? 1;
  for await (const text of newestFirst) {
    const line = lineOf(log, text);
    if (line.seq < first) return;
    const event = events[line.seq - first];
    if (event !== undefined && !isSame(line, event)) throw otherEvent(log, line, event);
  }
}

function lineOf(log: LogFile, text: string): DecisionLine {
  const line = parseDecisionLine(text);
  if (line.ok) return line.value;
  const what = `a line near the end cannot be read: ${describeIssues(line.issues)}`;
  throw new RatchetError('STORE_CORRUPT', `${log.path}: ${what}. ${MEND_LOG}`);
}

function isSame(line: DecisionLine, event: StudyEvent): boolean {
  return canonicalJson(eventOf(line)) === canonicalJson(event);
}

function otherEvent(log: LogFile, line: DecisionLine, event: StudyEvent): RatchetError {
  const found = line.id === event.id ? 'an event of this id and other content' : line.id;
  return new RatchetError(
    'STORE_CONFLICT',
    `Cannot record event ${event.seq} (${event.id}) of ${event.study}: ${log.path} already holds ` +
      `${found} in its place. Another run of this study has written here; ` +
      'give the study another name, or move its folder away',
  );
}

function gap(log: LogFile, lastSeq: number, first: number): RatchetError {
  const found =
    lastSeq === 0 ? `${log.path} is missing or empty` : `${log.path} ends with event ${lastSeq}`;
  return new RatchetError(
    'STORE_CONFLICT',
    `Cannot record event ${first}: ${found}, so the events before it are lost. ${MEND_LOG}`,
  );
}
