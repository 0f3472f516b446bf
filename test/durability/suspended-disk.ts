import type fs from 'node:fs/promises';
import { watchDisk } from '../support/watched-disk';

/** A disk that keeps whoever changes it waiting at one moment: a process that is suspended there. */
export interface SuspendedDisk {
  /** Settles when somebody waits; false: whoever it was meant for came to its end before. */
  isReached(end: Promise<unknown>): Promise<boolean>;
  wake(): void;
  restore(): void;
}

/** @param at - which moment, counted from 1; there is one before each change, one in the middle of a write, one after */
export function suspendedDisk(disk: typeof fs, at: number): SuspendedDisk {
  const reached = signal();
  const woken = signal();
  let moments = 0;
  const restore = watchDisk(disk, async () => {
    moments += 1;
    if (moments !== at) return;
    reached.give();
    await woken.given;
  });
  return {
    isReached: (end) => Promise.race([reached.given.then(() => true), end.then(() => false)]),
    wake: () => woken.give(),
    restore,
  };
}

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}
