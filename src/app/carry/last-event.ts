import { folderMedium } from '../../../activities/store/folder-medium';
import { studyFolder } from '../../../activities/store/store-paths';
import { readLog } from '../../audit/check-log';
import { filesOfFolder } from '../audit/files-of-folder';
import { nodeTools } from '../audit/node-tools';

/** Number and cycle of the last event in a study's log; zeros where there is none. */
export async function lastEventOf(
  dataDir: string,
  study: string,
): Promise<{ readonly seq: number; readonly cycle: number }> {
  const { lines } = await readLog(
    await filesOfFolder(folderMedium(dataDir), studyFolder(dataDir, study)),
    nodeTools,
  );
  return { seq: lines.length, cycle: lines.at(-1)?.value.cycle ?? 0 };
}
