import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

/** Where Debian's package libfaketime puts it, by architecture. */
const PLACES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (architecture) => `/usr/lib/${architecture}/faketime/libfaketimeMT.so.1`,
);

/** A process's clock that can be set. Its timers and its measured durations go on as they are. */
export interface FalseClock {
  /** For the process whose clock it is. */
  readonly environment: NodeJS.ProcessEnv;
  set(offsetSeconds: number): Promise<void>;
}

/** Why no clock can be set here; null: it can. */
export function whyNoFalseClock(): string | null {
  return library() === undefined ? 'it needs libfaketime (Debian package libfaketime)' : null;
}

/** @param file - tells the offset, and may be written at any time */
export async function falseClock(file: string): Promise<FalseClock> {
  const preload = library();
  const set = (offsetSeconds: number): Promise<void> =>
    writeFile(file, `${offsetSeconds < 0 ? '-' : '+'}${Math.abs(offsetSeconds)}\n`);
  await set(0);
  if (preload === undefined) return { environment: {}, set };
  return {
    set,
    environment: {
      LD_PRELOAD: preload,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  };
}

function library(): string | undefined {
  return PLACES.find((place) => existsSync(place));
}
