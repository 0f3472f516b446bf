import { setTimeout as wait } from 'node:timers/promises';
import { isArchived } from '../../../activities/store/archive-histories';
import { isFolder } from '../../../activities/store/disk';
import { folderMedium } from '../../../activities/store/folder-medium';
import { studyFolder } from '../../../activities/store/store-paths';
import type { ArchiveRequest } from '../../contract';
import { CliError, EXIT } from '../cli-error';
import { invocation } from '../invocation';

/** A worker archives the last run of a study moments after its end. */
const LIMIT_MS = 30_000;
const POLL_MS = 250;

/**
 * Waits until the last run of a study is archived: without its history nobody could prove the study any more.
 *
 * @throws {CliError} where the data folder does not have the study, or nobody archives it
 */
export async function untilArchived(dataDir: string, run: ArchiveRequest): Promise<void> {
  if (!(await isFolder(studyFolder(dataDir, run.study)))) {
    throw new CliError(
      EXIT.badInput,
      `Cannot export ${run.study}: ${dataDir} has no files of it; name the data folder of its workers: RATCHET_DATA`,
    );
  }
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; await wait(POLL_MS)) {
    if (await isArchived(folderMedium(dataDir), run, true)) return;
  }
  throw new CliError(
    EXIT.failed,
    `Cannot export ${run.study}: its last run is not archived whole yet; a worker does that: ${invocation('worker')}`,
  );
}
