import { join } from 'node:path';
import { RatchetError } from '../../src/errors';
import { ROUTING_FILE } from '../../src/history/study-files';
import { describeIssues } from '../../src/input-issue';
import { parseRoutingConfig } from '../../src/routing/parse-routing-config';
import type { RoutingConfig } from '../../src/routing/routing-config';
import type { StoreFiles } from './medium';
import { studyFolder } from './store-paths';

/**
 * What a study's routing file says, edited by hand or not; undefined where there is none.
 *
 * @throws {RatchetError} `STORE_CORRUPT` naming every field that is not as it should be
 */
export async function readRouting(
  files: StoreFiles,
  study: string,
): Promise<RoutingConfig | undefined> {
  const path = join(studyFolder(files.root, study), ROUTING_FILE);
  const text = await files.text(path);
  if (text === undefined) return undefined;
  const config = parseRoutingConfig(text);
  if (config.ok) return config.value;
  throw new RatchetError(
    'STORE_CORRUPT',
    `${path} cannot be used:\n${describeIssues(config.issues)}\n` +
      'Correct these fields, or delete the file: it is then made again from the log',
  );
}
