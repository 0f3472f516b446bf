import type { RoutingConfig } from '../../src/routing/routing-config';
import type { Spec } from '../../src/spec/spec';
import type { Medium } from './medium';
import { projectStudy } from './project-study';
import { readRouting } from './read-routing';
import { studyFolder } from './store-paths';

/** Where an earlier study of this name ended. */
export interface StudyEnd {
  /** Of the last event; 0 for a study without events. */
  readonly lastSeq: number;
  readonly lastCycle: number;
  /** The route of each phase, as the routing file says it: a hand edit counts. */
  readonly routes: Readonly<Record<string, Spec>>;
  /** Null for a study that has no routing file. */
  readonly state: RoutingConfig['state'] | null;
}

/**
 * Tells admission what a study of this name may go on from. Files that a crash left behind the log are completed first.
 *
 * @throws {RatchetError} `STORE_CORRUPT` naming the file and its field; `STORE_BUSY`, `STORE_UNWRITABLE`
 */
export async function readStudyEnd(medium: Medium, study: string): Promise<StudyEnd> {
  const folder = studyFolder(medium.root, study);
  const isKnown = (await medium.studyNames()).includes(study);
  if (!isKnown) return { lastSeq: 0, lastCycle: 0, routes: {}, state: null };
  return medium.withLock(async (store) => {
    const { mark } = await projectStudy(store, folder);
    const config = await readRouting(store, study);
    const routes = Object.entries(config?.phases ?? {}).map(([name, { route }]) => [name, route]);
    return {
      lastSeq: mark.seq,
      lastCycle: mark.cycle,
      routes: Object.fromEntries(routes),
      state: config?.state ?? null,
    };
  });
}
