import type fs from 'node:fs/promises';
import { type DiskChange, watchDisk } from '../support/watched-disk';

/** A disk that takes changes up to a moment and then none: what a process leaves behind that dies there. */
export interface DyingDisk {
  /** Moments that it came through. */
  moments(): number;
  hasDied(): boolean;
  /** Makes the disk whole again. */
  revive(): void;
}

/** Refuses all changes from a moment on, which may be before a change, in the middle of it or after it. */
export function dyingDisk(
  disk: typeof fs,
  isLast: (change: DiskChange, moment: number) => boolean,
): DyingDisk {
  let moments = 0;
  let died = false;
  const revive = watchDisk(disk, (change) => {
    moments += 1;
    died ||= isLast(change, moments);
    if (died) throw new Error('The machine stops here');
  });
  return { moments: () => moments, hasDied: () => died, revive };
}
