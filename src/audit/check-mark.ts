import { LOG_FILE } from '../history/study-files';
import { type LogEnd, MARK_FILE } from './check-files';
import type { Finding } from './finding';
import type { StudyFiles } from './study-files';

/**
 * Does the log end as the mark of its projections says? No line after it holds the hash of the last one: of an open
 * run nothing else tells whether it was changed.
 */
export async function checkMark(files: StudyFiles, end: LogEnd): Promise<readonly Finding[]> {
  const mark = markIn(await files.read(MARK_FILE));
  if (!mark || mark.seq < end.seq) return [];
  if (mark.seq > end.seq) {
    const expected = `${mark.seq} lines, as ${MARK_FILE} says`;
    return [{ file: LOG_FILE, at: 'the end', expected, found: String(end.seq) }];
  }
  if (mark.line === end.line) return [];
  const expected = `SHA-256 ${mark.line}, as ${MARK_FILE} says`;
  return [{ file: LOG_FILE, at: `line ${end.seq}`, expected, found: end.line }];
}

function markIn(bytes: Uint8Array | null): Pick<LogEnd, 'seq' | 'line'> | null {
  try {
    const { seq, line }: { seq: unknown; line: unknown } = Object(
      JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())),
    );
    return typeof seq === 'number' && typeof line === 'string' ? { seq, line } : null;
  } catch {
    return null;
  }
}
