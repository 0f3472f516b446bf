import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { errorCode } from '../../../activities/store/disk';
import type { StudyFiles } from '../../audit/study-files';

/** The files below a folder, read one at a time. */
export async function filesOfFolder(folder: string): Promise<StudyFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map((name) => name.split(sep).join('/'))
    .toSorted();
  return {
    names,
    read: (name) =>
      readFile(join(folder, name)).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return null;
        throw error;
      }),
  };
}
