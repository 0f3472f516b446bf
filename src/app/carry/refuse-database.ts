import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';

/**
 * Bundles are made of folders and put into folders.
 *
 * @throws {CliError} where the store is in a database, with the way round it
 */
export function refuseDatabase(): void {
  if (!configuration().database) return;
  throw new CliError(
    EXIT.badInput,
    'Cannot carry a study of a store in PostgreSQL: copy the store into a folder first (`ratchet export store --into FOLDER`), then use RATCHET_STORE=folder RATCHET_DATA=FOLDER',
  );
}
