import { join } from 'node:path';
import { NO_LINE_BEFORE } from '../../src/history/decision-log';
import type { LockedFiles } from './locked-files';
import type { StoreFiles } from './medium';

/** How far into the log the study's other files have come. It is written last, so they are never behind it. */
export interface ProjectedMark {
  /** Sequence number and cycle of the last event that they hold; 0 for none. */
  readonly seq: number;
  readonly cycle: number;
  /** Bytes of the log up to that event's line and with it, and the line's SHA-256. */
  readonly bytes: number;
  readonly line: string;
  /** SHA-256 of `routing_config.json` as it was written; not there in marks of earlier versions. */
  readonly routing?: string;
}

export const MARK_FILE = 'projected.json';

export const NOTHING_PROJECTED: ProjectedMark = {
  seq: 0,
  cycle: 0,
  bytes: 0,
  line: NO_LINE_BEFORE,
};

/** Nothing projected, where the mark is missing or unreadable: then all files are made again. */
export async function readMark(files: StoreFiles, folder: string): Promise<ProjectedMark> {
  const text = await files.text(join(folder, MARK_FILE));
  return (text === undefined ? null : parseMark(text)) ?? NOTHING_PROJECTED;
}

function parseMark(text: string): ProjectedMark | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMark(value) ? value : null;
  } catch {
    return null;
  }
}

function isMark(value: unknown): value is ProjectedMark {
  if (typeof value !== 'object' || value === null) return false;
  if (!('seq' in value && 'cycle' in value && 'bytes' in value && 'line' in value)) return false;
  const numbers = [value.seq, value.cycle, value.bytes];
  return numbers.every(Number.isSafeInteger) && typeof value.line === 'string';
}

export async function writeMark(
  files: LockedFiles,
  folder: string,
  mark: ProjectedMark,
): Promise<void> {
  const text = JSON.stringify({ schemaVersion: 1, ...mark });
  await files.replace(join(folder, MARK_FILE), `${text}\n`);
}

/** Forgets it: at the next write all files are made again from the log. */
export async function dropMark(files: LockedFiles, folder: string): Promise<void> {
  await files.remove(join(folder, MARK_FILE));
}
