import { join } from 'node:path';
import { RatchetError } from '../../src/errors';

/**
 * The folder of a study.
 *
 * @throws {RatchetError} `STUDY_INVALID` for a name that is not one: it must never lead out of the data folder
 */
export function studyFolder(dataDir: string, study: string): string {
  if (isStudyName(study)) return join(studiesFolder(dataDir), study);
  throw new RatchetError(
    'STUDY_INVALID',
    `study: expected 1 to 63 of a-z, 0-9 and -, found ${JSON.stringify(study)}`,
  );
}

export function isStudyName(name: string): boolean {
  return /^[a-z0-9-]{1,63}$/.test(name);
}

export function studiesFolder(dataDir: string): string {
  return join(dataDir, 'studies');
}

/** The routes of all studies, for applications to load. */
export function mergedRoutingFile(dataDir: string): string {
  return join(dataDir, 'routing_config.json');
}
