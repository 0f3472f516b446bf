import { join } from 'node:path';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import { LOG_FILE } from '../../src/history/study-files';
import { NEWS_EVENTS, newsOfEvent } from '../../src/notifications/news-of-event';
import type { News } from '../../src/notifications/notification';
import type { StoreFiles } from '../store/medium';
import { sha256 } from '../store/sha256';
import { studyFolder } from '../store/store-paths';
import { LOG_START, type LogPlace } from './target-record';

/** The next thing to tell of a study's log, if there is one, and the place after it, or after all that is there. */
export interface Found {
  readonly news: News | null;
  readonly place: LogPlace;
}

/**
 * Reads a study's log from a place on, up to the first event that a target wants to hear of.
 *
 * Where the log is not the one that the place was taken in (put back from a copy, made again), it is read from its
 * start: what was told before may be told again, nothing is left out.
 */
export async function readNews(
  files: StoreFiles,
  study: string,
  { after, wants }: { readonly after: LogPlace; readonly wants: (news: News) => boolean },
): Promise<Found> {
  const log = await files.lookAtLog(join(studyFolder(files.root, study), LOG_FILE));
  if (log.bytes === after.bytes) return { news: null, place: after };
  const lines = files.linesFrom(log, after.start);
  if (after.line === '') return firstNews(lines, LOG_START, wants);
  const before = await lines.next();
  const isSame = before.done !== true && sha256(before.value) === after.line;
  if (isSame) return firstNews(lines, after, wants);
  await lines.return(undefined);
  return firstNews(files.linesFrom(log, 0), LOG_START, wants);
}

async function firstNews(
  lines: AsyncIterable<string>,
  after: LogPlace,
  wants: (news: News) => boolean,
): Promise<Found> {
  let place = after;
  for await (const text of lines) {
    const start = place.bytes;
    place = { start, bytes: start + Buffer.byteLength(text) + 1, line: sha256(text) };
    const news = newsOf(text);
    if (news && wants(news)) return { news, place };
  }
  return { news: null, place };
}

/** The end of a study's log: what comes later is news. */
export async function endOfLog(files: StoreFiles, study: string): Promise<LogPlace> {
  const log = await files.lookAtLog(join(studyFolder(files.root, study), LOG_FILE));
  for await (const text of files.linesBackwards(log)) {
    return {
      bytes: log.bytes,
      start: log.bytes - Buffer.byteLength(text) - 1,
      line: sha256(text),
    };
  }
  return LOG_START;
}

/** A line that cannot be read is the audit's to tell. */
function newsOf(text: string): News | null {
  // Most lines are of other types, and long: they are not taken apart.
  if (!MARKS.some((mark) => text.includes(mark))) return null;
  const line = parseDecisionLine(text);
  return line.ok ? newsOfEvent(line.value) : null;
}

const MARKS = NEWS_EVENTS.map((type) => `"type":"${type}"`);
