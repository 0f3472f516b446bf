import { join } from 'node:path';
import { RatchetError } from '../../src/errors';
import { eventOf } from '../../src/history/decision-log';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { StudyEvent } from '../../src/history/study-event';
import { cycleFile, LASTING_FILES, LOG_FILE, ROUTING_FILE } from '../../src/history/study-files';
import { describeIssues } from '../../src/input-issue';
import { setEditAside } from './hand-edit';
import type { LogFile } from './log-file';
import type { OpenStore, StoreFiles } from './medium';
import { mergeStudies } from './merge-studies';
import {
  dropMark,
  NOTHING_PROJECTED,
  type ProjectedMark,
  readMark,
  writeMark,
} from './projected-mark';
import { sha256 } from './sha256';
import { type StudyWriter, studyWriter } from './study-writer';

/**
 * Brings a study's files to where its log is, from wherever a crash left them.
 *
 * Files without a mark, or some of them gone, are made again from the whole log.
 *
 * @returns the log, and the mark that stands at its end
 * @throws {RatchetError} `STORE_CORRUPT` naming the file or line, `STORE_UNWRITABLE`
 */
export async function projectStudy(
  store: OpenStore,
  folder: string,
): Promise<{ log: LogFile; mark: ProjectedMark }> {
  const log = await store.lookAtLog(join(folder, LOG_FILE));
  if (log.bytes === 0) await dropMark(store, folder);
  const mark = await trustedMark(store, folder);
  if (log.bytes < mark.bytes) throw shortened(log);
  if (log.bytes === mark.bytes) return { log, mark };

  await store.makeFolder(join(folder, 'cycles'));
  await setEditAside({ store, folder, log, mark });
  const writer = studyWriter(store, folder, mark);
  const end = await takeLines({ store, log }, mark, writer);
  const written = await writer.finish();
  if (written.has(ROUTING_FILE)) await mergeStudies(store);
  // What was written, not what is there now: somebody may have edited it since.
  const routing = written.get(ROUTING_FILE) ?? mark.routing ?? (await hashOf(store, folder));
  const marked = { ...end, routing };
  await writeMark(store, folder, marked);
  return { log, mark: marked };
}

/** Of a routing file that an earlier version wrote. */
async function hashOf(files: StoreFiles, folder: string): Promise<string> {
  return sha256((await files.text(join(folder, ROUTING_FILE))) ?? '');
}

async function trustedMark(files: StoreFiles, folder: string): Promise<ProjectedMark> {
  const mark = await readMark(files, folder);
  const names = [...LASTING_FILES, cycleFile(mark.cycle)];
  const present = await Promise.all(names.map((name) => files.isThere(join(folder, name))));
  return present.every(Boolean) ? mark : NOTHING_PROJECTED;
}

async function takeLines(
  { store, log }: { readonly store: StoreFiles; readonly log: LogFile },
  start: ProjectedMark,
  writer: StudyWriter,
): Promise<ProjectedMark> {
  let mark = start;
  for await (const text of store.linesFrom(log, start.bytes)) {
    const event = nextEvent(log, mark, text);
    await writer.apply(event);
    mark = {
      seq: event.seq,
      cycle: event.cycle,
      bytes: mark.bytes + Buffer.byteLength(text) + 1,
      line: sha256(text),
    };
  }
  return mark;
}

function nextEvent(log: LogFile, before: ProjectedMark, text: string): StudyEvent {
  const line = parseDecisionLine(text);
  const seq = before.seq + 1;
  if (!line.ok) throw corrupt(log, seq, describeIssues(line.issues));
  if (line.value.previous !== before.line) {
    throw corrupt(log, seq, 'it does not follow the line before it, so one of them was changed');
  }
  if (line.value.seq !== seq) throw corrupt(log, seq, `it has the number ${line.value.seq}`);
  return eventOf(line.value);
}

function corrupt(log: LogFile, seq: number, what: string): RatchetError {
  return new RatchetError('STORE_CORRUPT', `${log.path}, line ${seq}: ${what}. ${MEND_LOG}`);
}

function shortened(log: LogFile): RatchetError {
  const what = 'lines at its end are gone that the other files of the study already hold';
  return new RatchetError('STORE_CORRUPT', `${log.path}: ${what}. ${MEND_LOG}`);
}

/** What a person can do about a log that is not what was written. */
export const MEND_LOG =
  'Put the file back from a copy, or make it again from the archived histories';
