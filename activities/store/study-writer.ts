import { join } from 'node:path';
import { RatchetError } from '../../src/errors';
import type { StudyEvent } from '../../src/history/study-event';
import { cycleFile, filesOf, type OpenFile, openFile } from '../../src/history/study-files';
import { describeIssues } from '../../src/input-issue';
import type { OpenStore } from './medium';
import { MARK_FILE, type ProjectedMark } from './projected-mark';
import { sha256 } from './sha256';

/** Takes a study's events in order and writes its files. */
export interface StudyWriter {
  apply(event: StudyEvent): Promise<void>;
  /** Writes what is not written yet. @returns the names of all files that changed, with the SHA-256 of what was written */
  finish(): Promise<ReadonlyMap<string, string>>;
}

/**
 * Files are taken up from where the mark stands; where it stands at the beginning, they are made from nothing.
 * A cycle's file is written as soon as the next cycle begins, so a long log needs little memory.
 */
export function studyWriter(store: OpenStore, folder: string, mark: ProjectedMark): StudyWriter {
  const open = new Map<string, OpenFile>();
  const changed = new Map<string, string>();
  let cycle = mark.cycle;

  return { apply, finish };

  async function apply(event: StudyEvent): Promise<void> {
    if (event.cycle !== cycle) await close(cycleFile(cycle));
    cycle = event.cycle;
    for (const name of filesOf(event)) {
      const file = open.get(name) ?? (await take(name));
      open.set(name, file);
      file.apply(event);
    }
  }

  async function take(name: string): Promise<OpenFile> {
    const path = join(folder, name);
    const isNew = mark.seq === 0 && !changed.has(name);
    const file = openFile(name, isNew ? undefined : await store.text(path));
    if (file.ok) return file.value;
    throw corrupt(path, join(folder, MARK_FILE), describeIssues(file.issues));
  }

  async function finish(): Promise<ReadonlyMap<string, string>> {
    for (const name of open.keys()) await close(name);
    return changed;
  }

  async function close(name: string): Promise<void> {
    const file = open.get(name);
    if (file === undefined) return;
    const text = file.text();
    await store.replace(join(folder, name), text);
    open.delete(name);
    changed.set(name, sha256(text));
  }
}

function corrupt(path: string, mark: string, issues: string): RatchetError {
  return new RatchetError(
    'STORE_CORRUPT',
    `${path} cannot be read: ${issues}. Correct it, or delete it and ${mark}: ` +
      'both are made again from the log at the next write',
  );
}
