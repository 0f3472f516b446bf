import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../../activities/store/disk';
import { until } from '../../support/until';

const SIZE = '64m';
/** Until nobody has a file open, in milliseconds. */
const LONGEST_MS = 10_000;
const CHUNK = Buffer.alloc(64 * 1024);

/** The data folder of a plan, on a disk of its own that can fill up or be made read-only. */
export interface DataDisk {
  readonly dataDir: string;
  fill(): Promise<void>;
  free(): Promise<void>;
  makeReadOnly(): Promise<void>;
  makeWritable(): Promise<void>;
  close(): Promise<void>;
}

/** Why no such disk can be made here; null: it can. */
export function whyNoDisk(): string | null {
  if (process.platform !== 'linux') return 'a disk of its own needs Linux';
  return process.getuid?.() === 0 ? null : 'a disk of its own can only be mounted by root';
}

/** A small memory disk where one can be mounted, else a plain folder, which cannot be disturbed. */
export async function dataDisk(dataDir: string): Promise<DataDisk> {
  await mkdir(dataDir, { recursive: true });
  const filler = join(dataDir, 'filler');
  const isMounted = whyNoDisk() === null;
  if (isMounted) await run('mount', '-t', 'tmpfs', '-o', `size=${SIZE}`, 'ratchet-plan', dataDir);
  // Refused while somebody has a file open for writing.
  const remount = async (how: 'ro' | 'rw'): Promise<void> => {
    const again = () => run('mount', '-o', `remount,${how}`, dataDir);
    await until(`the disk to be ${how}`, again, LONGEST_MS);
  };
  return {
    dataDir,
    fill: () => fill(filler),
    free: () => rm(filler, { force: true }),
    makeReadOnly: () => remount('ro'),
    makeWritable: () => remount('rw'),
    close: async () => {
      if (isMounted) await run('umount', '--lazy', dataDir);
    },
  };
}

async function run(command: string, ...args: readonly string[]): Promise<true> {
  await promisify(execFile)(command, [...args]);
  return true;
}

async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (;;) await file.write(CHUNK);
  } catch (error) {
    if (errorCode(error) !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}
