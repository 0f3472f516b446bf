import { randomUUID } from 'node:crypto';
import { copyFile, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LOG_FILE } from '../../src/history/study-files';
import { flushFolder, isThere } from './disk';
import { studiesFolder, studyFolder } from './store-paths';
import { studyNames } from './study-names';

/**
 * Removes the half-written files of an owner that is gone. What it was about to rename is gone with them: should it
 * only have been suspended, its rename finds nothing.
 */
export async function removeTemporaries(dataDir: string): Promise<void> {
  const studies = (await studyNames(dataDir)).map((study) => studyFolder(dataDir, study));
  const folders = [dataDir, ...studies, ...studies.map((folder) => join(folder, 'cycles'))];
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    // Written under the lock, unlike transcripts and histories.
    const temporary = names.filter((name) => name.endsWith('.tmp'));
    for (const name of temporary) await rm(join(folder, name), { force: true });
  }
}

/**
 * Puts copies in the place of all logs. An owner that is suspended in the middle of adding lines has the old file open,
 * and goes on writing into that one, which is nobody's any more.
 */
export async function detachLogs(dataDir: string): Promise<void> {
  for (const study of await studyNames(dataDir)) {
    const log = join(studiesFolder(dataDir), study, LOG_FILE);
    if (await isThere(log)) await detach(log);
  }
}

async function detach(path: string): Promise<void> {
  const copy = `${path}.${randomUUID()}.tmp`;
  await copyFile(path, copy);
  const file = await open(copy, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(copy, path);
  await flushFolder(join(path, '..'));
}
