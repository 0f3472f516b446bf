import { decisionLines, NO_LINE_BEFORE } from '../history/decision-log';
import type { StudyEvent } from '../history/study-event';
import { cycleFile, filesOf, LOG_FILE, type OpenFile, openFile } from '../history/study-files';
import type { Tools } from './study-files';

/** A file of a study as its events make it. */
export interface ProjectedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Makes all files of a study from its events, cycles first, as the store would have: one at a time, since a long study
 * has many.
 */
export function* projectEvents(events: readonly StudyEvent[]): Generator<ProjectedFile> {
  const open = new Map<string, OpenFile>();
  let cycle: string | null = null;
  for (const event of events) {
    const own = cycleFile(event.cycle);
    if (cycle !== null && cycle !== own) yield* closed(open, cycle);
    cycle = own;
    for (const name of filesOf(event)) {
      const file = open.get(name) ?? made(name);
      open.set(name, file);
      file.apply(event);
    }
  }
  for (const name of [...open.keys()].toSorted()) yield* closed(open, name);
}

function* closed(open: Map<string, OpenFile>, name: string): Generator<ProjectedFile> {
  const file = open.get(name);
  if (!file) return;
  open.delete(name);
  yield { name, text: file.text() };
}

function made(name: string): OpenFile {
  const file = openFile(name, undefined);
  if (file.ok) return file.value;
  throw new RangeError(`Cannot make ${name} from nothing`);
}

/** The log that these events make. */
export function projectLog(
  events: readonly StudyEvent[],
  { sha256 }: Pick<Tools, 'sha256'>,
): ProjectedFile {
  const lines = decisionLines(events, NO_LINE_BEFORE, sha256);
  return { name: LOG_FILE, text: lines.map((line) => `${line}\n`).join('') };
}
