import { isFolder } from '../../../activities/store/disk';
import { studiesFolder, studyFolder } from '../../../activities/store/store-paths';
import { studyNames } from '../../../activities/store/study-names';
import { didYouMean } from '../../nearest-word';
import { CliError, EXIT } from '../cli-error';

/**
 * The studies to audit: the one that is named, else all of the data folder.
 *
 * @throws {CliError} exit code 4 where there is none
 */
export async function chosenStudies(
  dataDir: string,
  study: string | undefined,
): Promise<readonly string[]> {
  const names = await studyNames(dataDir);
  if (study === undefined) {
    if (names.length > 0) return names;
    throw new CliError(
      EXIT.badInput,
      `Cannot audit anything: there is no study in ${studiesFolder(dataDir)}; RATCHET_DATA says where to look`,
    );
  }
  if (await isFolder(studyFolder(dataDir, study))) return [study];
  const known = names.length === 0 ? 'none' : names.join(', ');
  throw new CliError(
    EXIT.badInput,
    `Cannot find the study ${study} in ${studiesFolder(dataDir)}: there is ${known}${didYouMean(study, names)}; RATCHET_DATA says where to look`,
  );
}
