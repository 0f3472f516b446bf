import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';

/**
 * Bundles are made of folders and put into folders.
 *
 * @throws {CliError} where the store is in a database or with a plug-in, with the way round it
 */
export function refuseElsewhere(): void {
  if (!configuration().store) return;
  throw new CliError(
    EXIT.badInput,
    'Cannot carry a study of a store that is in no folder: copy the store into a folder first (`ratchet export store --into FOLDER`), then use RATCHET_STORE=folder RATCHET_DATA=FOLDER',
  );
}
