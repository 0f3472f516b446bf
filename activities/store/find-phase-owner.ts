import { studyNames } from './merge-studies';
import { readRouting } from './read-routing';

/**
 * Which live study has the phase? One phase has one owner, so that two studies never write the same route.
 *
 * @param exceptStudy - the study that asks
 * @returns the owner's name; null where the phase is free
 * @throws {RatchetError} `STORE_CORRUPT` for a study's routing file that cannot be read
 */
export async function findPhaseOwner(
  dataDir: string,
  phase: string,
  exceptStudy: string,
): Promise<string | null> {
  for (const study of await studyNames(dataDir)) {
    const config = study === exceptStudy ? undefined : await readRouting(dataDir, study);
    if (config?.state === 'live' && config.tunes.includes(phase)) return study;
  }
  return null;
}
