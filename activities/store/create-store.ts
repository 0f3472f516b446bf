import type { EventBatch, StoreActivities, UndoneTrials } from '../../src/contract';
import { RatchetError } from '../../src/errors';
import { decisionLines } from '../../src/history/decision-log';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { StudyEvent } from '../../src/history/study-event';
import { describeIssues } from '../../src/input-issue';
import { type Closing, closingEvents, settledTrial } from './close-open';
import { checkLogEnd, newEvents } from './compare-log';
import { isFolder, makeFolder } from './disk';
import { forgetEdits, readHandEdits, setEditAside } from './hand-edit';
import { type LockOptions, withLock } from './lock';
import type { LockedFiles } from './locked-files';
import { type LogFile, lookAtLog } from './log-file';
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

/**
 * Keeps the files of all studies in a folder of this machine.
 *
 * An event is in the log before any other file tells of it, and the other files are made from the log alone:
 * whatever a crash interrupts, the next call completes. All calls throw `RatchetError`:
 * `STORE_CONFLICT`, `STORE_BUSY`, `STORE_CORRUPT` or `STORE_UNWRITABLE`.
 */
export function createStore(store: StoreOptions): Store {
  const { dataDir } = store;
  return {
    recordEvents: (batch) => recordEvents(store, batch),
    readHandEdits: (request) =>
      onStudy(store, request.study, (place) => readHandEdits(place, request)),
    closeOpen: (closing) =>
      onStudy(store, closing.study, (place) => closeOpen(dataDir, place, closing)),
    recoverStudy: async (study) => {
      if (!(await isFolder(studyFolder(dataDir, study)))) return;
      await onStudy(store, study, ({ files }) => mergeStudies(files, dataDir));
    },
  };
}

interface StoreOptions {
  readonly dataDir: string;
  /** Left out: as `withLock` has it. */
  readonly lock?: LockOptions;
}

/** A study's folder, with its files brought to where its log is. */
interface Place {
  readonly files: LockedFiles;
  readonly folder: string;
  readonly log: LogFile;
  readonly mark: ProjectedMark;
}

/** Works on a study's files under the lock, whatever a crash left of them completed first. */
function onStudy<T>(
  { dataDir, lock }: StoreOptions,
  study: string,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const folder = studyFolder(dataDir, study);
  return withLock(
    dataDir,
    async (files) => work({ files, folder, ...(await projectStudy(files, dataDir, folder)) }),
    lock,
  );
}

async function recordEvents(store: StoreOptions, { study, events }: EventBatch): Promise<void> {
  const { dataDir } = store;
  const folder = studyFolder(dataDir, study);
  checkBatch(study, events);
  if (events.length === 0) return;
  await makeFolder(folder);
  await onStudy(store, study, async ({ files, log, mark }) => {
    await checkLogEnd(log, mark);
    const added = await newEvents(log, mark.seq, events);
    if (added.length === 0) return;
    const lines = decisionLines(added, mark.line, sha256);
    for (const line of lines) checkReadable(line);
    await files.append(log, lines);
    await projectStudy(files, dataDir, folder);
    await forgetEdits({ files, folder }, added);
  });
}

async function closeOpen(
  dataDir: string,
  { files, folder, log, mark }: Place,
  closing: Closing,
): Promise<Closed | null> {
  await checkLogEnd(log, mark);
  if (!(await closing.isClosed())) return null;
  await setEditAside({ files, folder, log, mark });
  const routing = await readRouting(dataDir, closing.study);
  const end = routing?.state === 'live' ? closing.end : null;
  const phases = Object.keys(routing?.trial ?? {});
  const events = await closingEvents({ log, mark }, phases, { ...closing, end });
  if (events.length > 0) {
    await files.append(log, decisionLines(events, mark.line, sha256));
    await projectStudy(files, dataDir, folder);
  }
  return {
    nextSeq: mark.seq + events.length + 1,
    undone: events.filter(({ type }) => type === 'trial-undone').length,
    ended: end !== null,
    settled:
      closing.transaction && (await settledTrial(await lookAtLog(log.path), closing.transaction)),
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
