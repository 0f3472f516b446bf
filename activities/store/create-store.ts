import type { EventBatch, StoreActivities, UndoneTrials } from '../../src/contract';
import { RatchetError } from '../../src/errors';
import { decisionLines } from '../../src/history/decision-log';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { StudyEvent } from '../../src/history/study-event';
import { describeIssues } from '../../src/input-issue';
import { type Closing, closingEvents, settledTrial } from './close-open';
import { checkLogEnd, newEvents } from './compare-log';
import { folderMedium } from './folder-medium';
import { forgetEdits, readHandEdits, setEditAside } from './hand-edit';
import type { LockOptions } from './lock';
import type { LogFile } from './log-file';
import type { Medium, OpenStore } from './medium';
import { mergeStudies } from './merge-studies';
import { projectStudy } from './project-study';
import type { ProjectedMark } from './projected-mark';
import { readRouting } from './read-routing';
import { sha256 } from './sha256';
import { studyFolder } from './store-paths';

export interface Store extends Pick<StoreActivities, 'recordEvents' | 'readHandEdits'> {
  /** Undoes open trials, and ends the study where it ended without saying so; null where its workflow is open again. */
  closeOpen(closing: Closing): Promise<Closed | null>;
  /** Completes a study's files from its log, and the routes for applications from theirs, where a crash left them behind. */
  recoverStudy(study: string): Promise<void>;
}

/** What was written to close what was open. */
export interface Closed extends UndoneTrials {
  /** Was the study's end recorded by this call? */
  readonly ended: boolean;
}

/** A store in a folder. */
export function createStore({ dataDir, lock }: FolderOptions): Store {
  return createStoreOn(folderMedium(dataDir, lock));
}

interface FolderOptions {
  readonly dataDir: string;
  /** Left out: as `withLock` has it. */
  readonly lock?: LockOptions;
}

/**
 * Keeps the files of all studies.
 *
 * An event is in the log before any other file tells of it, and the other files are made from the log alone:
 * whatever a crash interrupts, the next call completes. All calls throw `RatchetError`:
 * `STORE_CONFLICT`, `STORE_BUSY`, `STORE_CORRUPT` or `STORE_UNWRITABLE`.
 */
export function createStoreOn(medium: Medium): Store {
  return {
    recordEvents: (batch) => recordEvents(medium, batch),
    readHandEdits: (request) =>
      onStudy(medium, request.study, (place) => readHandEdits(place, request)),
    closeOpen: (closing) => onStudy(medium, closing.study, (place) => closeOpen(place, closing)),
    recoverStudy: async (study) => {
      if (!(await medium.studyNames()).includes(study)) return;
      await onStudy(medium, study, ({ store }) => mergeStudies(store));
    },
  };
}

/** A study's folder, with its files brought to where its log is. */
interface Place {
  readonly store: OpenStore;
  readonly folder: string;
  readonly log: LogFile;
  readonly mark: ProjectedMark;
}

/** Works on a study's files under the lock, whatever a crash left of them completed first. */
function onStudy<T>(medium: Medium, study: string, work: (place: Place) => Promise<T>): Promise<T> {
  const folder = studyFolder(medium.root, study);
  return medium.withLock(async (store) =>
    work({ store, folder, ...(await projectStudy(store, folder)) }),
  );
}

async function recordEvents(medium: Medium, { study, events }: EventBatch): Promise<void> {
  const folder = studyFolder(medium.root, study);
  checkBatch(study, events);
  if (events.length === 0) return;
  await medium.makeFolder(folder);
  await onStudy(medium, study, async ({ store, log, mark }) => {
    await checkLogEnd(store, { log, mark });
    const added = await newEvents(store, { log, lastSeq: mark.seq }, events);
    if (added.length === 0) return;
    const lines = decisionLines(added, mark.line, sha256);
    for (const line of lines) checkReadable(line);
    await store.append(log, lines);
    await projectStudy(store, folder);
    await forgetEdits({ store, folder }, added);
  });
}

async function closeOpen(place: Place, closing: Closing): Promise<Closed | null> {
  const { store, folder, log, mark } = place;
  await checkLogEnd(store, { log, mark });
  if (!(await closing.isClosed())) return null;
  await setEditAside(place);
  const routing = await readRouting(store, closing.study);
  const end = routing?.state === 'live' ? closing.end : null;
  const phases = Object.keys(routing?.trial ?? {});
  const events = await closingEvents(place, phases, { ...closing, end });
  if (events.length > 0) {
    await store.append(log, decisionLines(events, mark.line, sha256));
    await projectStudy(store, folder);
  }
  return {
    nextSeq: mark.seq + events.length + 1,
    undone: events.filter(({ type }) => type === 'trial-undone').length,
    ended: end !== null,
    settled:
      closing.transaction &&
      (await settledTrial({ store, log: await store.lookAtLog(log.path) }, closing.transaction)),
  };
}

/** A line that cannot be read back would stop the study for good. */
function checkReadable(text: string): void {
  const line = parseDecisionLine(text);
  if (line.ok) return;
  throw new RatchetError(
    'STORE_CORRUPT',
    `Cannot record an event that could not be read back; nothing was written:\n${describeIssues(line.issues)}`,
  );
}

function checkBatch(study: string, events: readonly StudyEvent[]): void {
  const first = events[0]?.seq ?? 1;
  const wrong = events.find((event, index) => event.study !== study || event.seq !== first + index);
  if (wrong === undefined) return;
  throw new RatchetError(
    'STORE_CONFLICT',
    `Cannot record event ${wrong.seq} (${wrong.id}) of ${wrong.study} in ${study}: ` +
      'a batch holds one study’s events, numbered without gaps',
  );
}
