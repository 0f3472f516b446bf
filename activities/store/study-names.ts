import { readdir } from 'node:fs/promises';
import { errorCode } from './disk';
import { isStudyName, studiesFolder } from './store-paths';

/** Which studies does the data folder hold? In the order of their names. */
export async function studyNames(dataDir: string): Promise<readonly string[]> {
  const entries = await readdir(studiesFolder(dataDir), { withFileTypes: true }).catch(noneIfGone);
  return entries
    .filter((entry) => entry.isDirectory() && isStudyName(entry.name))
    .map(({ name }) => name)
    .toSorted();
}

function noneIfGone(error: unknown): [] {
  if (errorCode(error) === 'ENOENT') return [];
  throw error;
}
