import type { StudyEvent } from '../history/study-event';
import { LASTING_FILES, ROUTING_FILE } from '../history/study-files';
import type { Finding } from './finding';
import { projectEvents } from './project-events';
import type { StudyFiles, Tools } from './study-files';
import { textDifference } from './text-difference';

const CYCLES = 'cycles/';
export const MARK_FILE = 'projected.json';

/** What a log holds, as the mark of the projections says it. */
export interface LogEnd {
  readonly seq: number;
  readonly cycle: number;
  readonly bytes: number;
  readonly line: string;
}

/**
 * Is every file that is made from events byte for byte what they make?
 *
 * @param end - where the log ends; null where its mark is not looked at
 */
export async function* checkFiles(
  files: StudyFiles,
  { events, end }: { readonly events: readonly StudyEvent[]; readonly end: LogEnd | null },
  { sha256 }: Tools,
): AsyncGenerator<Finding> {
  const made = new Set<string>();
  let routing = '';
  for (const { name, text } of projectEvents(events)) {
    made.add(name);
    if (name === ROUTING_FILE) routing = sha256(text);
    const finding = compared(name, text, await files.read(name));
    if (finding) yield finding;
  }
  yield* unmade(files, made);
  if (!end || events.length === 0) return;
  const mark = `${JSON.stringify({ schemaVersion: 1, ...end, routing })}\n`;
  const finding = compared(MARK_FILE, mark, await files.read(MARK_FILE));
  if (finding) yield finding;
}

function compared(file: string, text: string, bytes: Uint8Array | null): Finding | null {
  if (!bytes) return { file, at: 'the file', expected: 'what the events make', found: 'none' };
  const difference = textDifference(text, bytes);
  return difference && { file, ...difference };
}

/** Files that look like made from events, which no event makes. */
function* unmade({ names }: StudyFiles, made: ReadonlySet<string>): Generator<Finding> {
  for (const file of names) {
    const projected = LASTING_FILES.includes(file) || file.startsWith(CYCLES);
    if (!projected || made.has(file) || file.endsWith('.tmp')) continue;
    yield { file, at: 'the file', expected: 'none, since no event makes it', found: 'one' };
  }
}
