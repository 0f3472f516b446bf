import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { checkRoom } from './check-room';
import { errorCode, isThere, makeFolder, replaceFile } from './disk';
import { type LockOptions, withLock } from './lock';
import { linesBackwards, linesFrom, lookAtLog } from './log-file';
import type { Medium, StoreFiles } from './medium';
import { bytesIfThere, readIfThere } from './read-if-there';
import { refuseMoved } from './store-file';
import { studyNames } from './study-names';

/** A store in a folder of this machine, or of a disk that several machines share. */
export function folderMedium(dataDir: string, lock?: LockOptions): Medium {
  const files = filesIn(dataDir);
  return {
    ...files,
    makeFolder,
    checkRoom: (study) => checkRoom(dataDir, study),
    put: (path, content) => replaceFile(path, content),
    withLock: (work) =>
      withLock(
        dataDir,
        async (changes) => {
          const store = { ...files, makeFolder, ...changes };
          await refuseMoved(store);
          return work(store);
        },
        lock,
      ),
  };
}

function filesIn(dataDir: string): StoreFiles {
  return {
    root: dataDir,
    text: readIfThere,
    bytes: bytesIfThere,
    isThere,
    namesBelow,
    studyNames: () => studyNames(dataDir),
    lookAtLog,
    linesFrom,
    linesBackwards,
  };
}

async function namesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    undefinedIfGone,
  );
  return (entries ?? [])
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map((name) => name.split(sep).join('/'))
    .toSorted();
}

function undefinedIfGone(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
