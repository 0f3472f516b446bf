import { rename, rm } from 'node:fs/promises';
import { replaceFile } from './disk';
import { appendLines, type LogFile } from './log-file';

/**
 * Changes files for whoever holds the lock. Each change is made only while the lock is still held: a process that was
 * suspended, and whose lock another took over meanwhile, changes nothing when it wakes.
 */
export interface LockedFiles {
  /** Old file or new file, at once and for good. */
  replace(path: string, content: string | Uint8Array): Promise<void>;
  append(log: LogFile, lines: readonly string[]): Promise<void>;
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}

/** @param checkHeld - throws where the lock is lost */
export function lockedFiles(checkHeld: () => Promise<void>): LockedFiles {
  return {
    replace: (path, content) => orLost(() => replaceFile(path, content, checkHeld)),
    append: (log, lines) => orLost(() => appendLines(log, lines, checkHeld)),
    remove: (path) => checkHeld().then(() => rm(path, { force: true })),
    rename: (from, to) => orLost(() => checkHeld().then(() => rename(from, to))),
  };

  /** Who took the lock over has removed what was about to be renamed: that is the cause then. */
  async function orLost(change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      await checkHeld();
      throw error;
    }
  }
}
