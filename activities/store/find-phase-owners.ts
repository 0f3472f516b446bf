import type { StoreFiles } from './medium';
import { readRouting } from './read-routing';

/**
 * Which studies that say they are live have the phase? One phase has one owner, so that two studies never write the
 * same route; a study that was terminated goes on saying that it is live, so the caller asks the server.
 *
 * @param exceptStudy - the study that asks
 * @returns names, in order; none where the phase is free
 * @throws {RatchetError} `STORE_CORRUPT` for a study's routing file that cannot be read
 */
export async function findPhaseOwners(
  files: StoreFiles,
  phase: string,
  exceptStudy: string,
): Promise<readonly string[]> {
  const owners: string[] = [];
  for (const study of await files.studyNames()) {
    const config = study === exceptStudy ? undefined : await readRouting(files, study);
    if (config?.state === 'live' && config.tunes.includes(phase)) owners.push(study);
  }
  return owners;
}
