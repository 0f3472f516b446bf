import { dirname, join } from 'node:path';
import { makeFolder, replaceFile } from '../../../activities/store/disk';
import { folderMedium } from '../../../activities/store/folder-medium';
import type { Medium, StoreFiles } from '../../../activities/store/medium';
import { readIfThere } from '../../../activities/store/read-if-there';
import { readStoreRecord, storeFile, storeText } from '../../../activities/store/store-file';
import { storeId } from '../../../activities/store/store-id';
import { mergedRoutingFile, studyFolder } from '../../../activities/store/store-paths';
import { RatchetError } from '../../errors';
import { LOG_FILE } from '../../history/study-files';
import { parsePermanentRoutes } from '../../routing/parse-permanent-routes';

const LOOK_EVERY_MS = 1_000;

/**
 * Marks the data folder as one whose store is elsewhere, so that no worker takes it for a store.
 *
 * @throws {RatchetError} `STORE_CONFLICT` where it holds a store of its own
 */
export async function claimDataFolder(dataDir: string, medium: Medium): Promise<void> {
  const id = await storeId(medium);
  const folder = folderMedium(dataDir);
  const found = await readStoreRecord(folder);
  if (found && (found.movedTo === undefined || found.id !== id)) {
    throw new RatchetError(
      'STORE_CONFLICT',
      `Cannot use ${dataDir} beside ${medium.root}: it holds another store. Bring that one there with ` +
        `ratchet import store ${dataDir}, or choose another RATCHET_DATA`,
    );
  }
  await makeFolder(dataDir);
  await replaceFile(storeFile(folder), storeText({ id, movedTo: medium.root }));
}

export interface Keeping {
  readonly medium: StoreFiles;
  readonly dataDir: string;
  readonly say: (line: string) => void;
}

/** Keeps the merged routes, and the logs that tell what their names mean, in a folder as new as in the store. */
export async function keepRoutes(keeping: Keeping): Promise<{ stop(): Promise<void> }> {
  const { medium, dataDir, say } = keeping;
  await copyRoutes(medium, dataDir);
  let looking: Promise<void> = Promise.resolve();
  let told = '';
  const look = async (): Promise<void> => {
    try {
      await copyRoutes(medium, dataDir);
      told = '';
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== told) say(`the routes in ${dataDir} are not kept up: ${why}`);
      told = why;
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_EVERY_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      // What the worker wrote last is there when it has ended.
      await looking.then(look);
    },
  };
}

/** The routing file last: whoever sees a new route finds the log that names it. */
export async function copyRoutes(medium: StoreFiles, dataDir: string): Promise<void> {
  const text = await medium.text(mergedRoutingFile(medium.root));
  const path = mergedRoutingFile(dataDir);
  if (text === undefined || text === (await readIfThere(path))) return;
  for (const study of studiesIn(text)) {
    const log = await medium.bytes(join(studyFolder(medium.root, study), LOG_FILE));
    if (log === undefined) continue;
    const copy = join(studyFolder(dataDir, study), LOG_FILE);
    await makeFolder(dirname(copy));
    await replaceFile(copy, log);
  }
  await replaceFile(path, text);
}

function studiesIn(text: string): ReadonlySet<string> {
  const routes = parsePermanentRoutes(JSON.parse(text));
  return new Set(routes.ok ? Object.values(routes.value).map(({ study }) => study) : []);
}
