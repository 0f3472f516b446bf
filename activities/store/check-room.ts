import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, writing } from './disk';
import { studyFolder } from './store-paths';

/** More than nearly every transcript takes, compressed. */
const ROOM = Buffer.alloc(256 * 1024);

/**
 * Asked before a run: is there room for its transcript? A run that is asked and cannot be written down is void, and
 * paid for again with every attempt for as long as the disk is full.
 *
 * @throws {RatchetError} `STORE_UNWRITABLE`
 */
export async function checkRoom(dataDir: string, study: string): Promise<void> {
  const folder = join(studyFolder(dataDir, study), 'runs');
  await makeFolder(folder);
  const probe = join(folder, `room.${randomUUID()}.tmp`);
  try {
    await writing(probe, () => writeFile(probe, ROOM));
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
