import type { StoreFiles } from '../../../activities/store/medium';
import { studiesFolder } from '../../../activities/store/store-paths';
import { didYouMean } from '../../nearest-word';
import { CliError, EXIT } from '../cli-error';

const WHERE = 'RATCHET_DATA or RATCHET_STORE says where to look';

/**
 * The studies to audit: the one that is named, else all of the store.
 *
 * @throws {CliError} exit code 4 where there is none
 */
export async function chosenStudies(
  stored: StoreFiles,
  study: string | undefined,
): Promise<readonly string[]> {
  const names = await stored.studyNames();
  const place = studiesFolder(stored.root);
  if (study === undefined) {
    if (names.length > 0) return names;
    throw new CliError(
      EXIT.badInput,
      `Cannot audit anything: there is no study in ${place}; ${WHERE}`,
    );
  }
  if (names.includes(study)) return [study];
  const known = names.length === 0 ? 'none' : names.join(', ');
  throw new CliError(
    EXIT.badInput,
    `Cannot find the study ${study} in ${place}: there is ${known}${didYouMean(study, names)}; ${WHERE}`,
  );
}
