import { join } from 'node:path';
import type { StoreFiles } from '../../../activities/store/medium';
import type { StudyFiles } from '../../audit/study-files';

/** The files of a store below a folder, read one at a time. */
export async function filesOfFolder(stored: StoreFiles, folder: string): Promise<StudyFiles> {
  return {
    names: await stored.namesBelow(folder),
    read: async (name) => (await stored.bytes(join(folder, name))) ?? null,
  };
}
