import fs, { cp } from 'node:fs/promises';
import { createStore } from '../../activities/store/create-store';
import type { StudyEvent } from '../../src/history/study-event';
import { dyingDisk } from '../store/dying-disk';
import { dataFolder } from '../support/data-folder';
import { leaveTurn } from '../support/lock-folder';
import type { DiskChange } from '../support/watched-disk';

export function record(dataDir: string, events: readonly StudyEvent[]): Promise<void> {
  return createStore({ dataDir }).recordEvents({ study: 'lfm', events });
}

/**
 * Does the work and dies at a moment of it, as `kill -9` would have it: no later change is made, and the lock stays
 * with a process that is gone.
 *
 * @returns whether it came to that moment
 */
export async function diesAt(
  dataDir: string,
  isLast: (change: DiskChange, moment: number) => boolean,
  work: () => Promise<unknown>,
): Promise<boolean> {
  const disk = dyingDisk(fs, isLast);
  try {
    await work().catch(() => undefined);
  } finally {
    disk.revive();
  }
  if (disk.hasDied()) await leaveTurn(dataDir);
  return disk.hasDied();
}

export async function copyOf(folder: string): Promise<string> {
  const copy = await dataFolder();
  await cp(folder, copy, { recursive: true });
  return copy;
}
