import type { Client } from '@temporalio/client';
import type { CarriedState } from '../../study/carried-state';
import type { StudyFile } from '../../study/parse-study-file';
import { asMeant } from '../as-meant';
import { placeBundle } from '../carry/place-bundle';
import { readBundle } from '../carry/read-bundle';
import { refuseElsewhere } from '../carry/refuse-elsewhere';
import { CliError, EXIT } from '../cli-error';
import { isOpen } from '../client/is-open';
import { configuration } from '../configuration';
import { liveLine } from '../follow/live-line';

/** A study from elsewhere, with its files in this data folder. */
export interface CarriedStudy {
  readonly input: StudyFile;
  readonly state: CarriedState;
}

/**
 * Proves a bundle and puts its files into the data folder.
 *
 * @throws {CliError} where a study of that name is open here, or its files are in the way
 */
export async function takeBundle(client: Client, path: string): Promise<CarriedStudy> {
  refuseElsewhere();
  const folder = asMeant(path);
  const live = liveLine();
  const bundle = await readBundle(folder, (what) => live.show(`audits ${folder}: ${what}`)).finally(
    () => live.clear(),
  );
  await refuseOpen(client, bundle.study);
  const input = await placeBundle(folder, bundle, configuration().dataDir);
  return { input, state: bundle.state };
}

async function refuseOpen(client: Client, study: string): Promise<void> {
  if (!(await isOpen(client, study))) return;
  throw new CliError(
    EXIT.failed,
    `Cannot start ${study}: a study of that name is open on this server`,
  );
}
