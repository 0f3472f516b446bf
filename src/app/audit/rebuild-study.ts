import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, makeFolder, replaceFile } from '../../../activities/store/disk';
import type { StoreFiles } from '../../../activities/store/medium';
import { archivedEvents } from '../../audit/archived-events';
import type { Finding } from '../../audit/finding';
import { projectEvents, projectLog } from '../../audit/project-events';
import { decisionLine, eventOf, NO_LINE_BEFORE } from '../../history/decision-log';
import { parseDecisionLine } from '../../history/parse-decision-line';
import type { StudyEvent } from '../../history/study-event';
import { describeIssues } from '../../input-issue';
import { CliError, EXIT } from '../cli-error';
import { filesOfFolder } from './files-of-folder';
import { nodeTools } from './node-tools';

export interface Rebuilt {
  readonly events: number;
  /** Runs of the study whose archives were read. */
  readonly runs: number;
  readonly files: readonly string[];
  /** What is wrong with the archives: nothing was written then. */
  readonly findings: readonly Finding[];
}

/**
 * Makes a study's log and the files made from it again, from its archives alone.
 *
 * @param into - a folder that is empty, or not there yet
 * @throws {CliError} exit code 4 for a folder that holds something, 1 where there are no archives
 */
export async function rebuildStudy(
  { stored, folder }: { readonly stored: StoreFiles; readonly folder: string },
  into: string,
): Promise<Rebuilt> {
  await refuseFull(into);
  const files = await filesOfFolder(stored, folder);
  const { events, findings, runs } = await archivedEvents(files, nodeTools);
  if (findings.length > 0) return { events: 0, runs, files: [], findings };
  if (events.length === 0) {
    throw new CliError(
      EXIT.failed,
      `Cannot rebuild from ${folder}: no archived history there holds an event; a cycle is archived once it is closed`,
    );
  }
  const raw = events.map(({ event }) => event);
  const written: string[] = [];
  for (const { name, text } of [projectLog(raw, nodeTools), ...projectEvents(raw.map(asStored))]) {
    const path = join(into, name);
    await makeFolder(dirname(path));
    await replaceFile(path, text);
    written.push(name);
  }
  return { events: events.length, runs, files: written.toSorted(), findings };
}

/** The event as the store reads it back from its log. */
function asStored(event: StudyEvent): StudyEvent {
  const line = parseDecisionLine(decisionLine(event, NO_LINE_BEFORE));
  if (line.ok) return eventOf(line.value);
  throw new CliError(
    EXIT.differs,
    `Cannot rebuild event ${event.seq}: its history holds what is no event:\n${describeIssues(line.issues)}`,
  );
}

async function refuseFull(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    if (errorCode(error) === 'ENOTDIR') return ['a file'];
    throw error;
  });
  const [first] = names;
  if (first === undefined) return;
  throw new CliError(
    EXIT.badInput,
    `Cannot rebuild into ${folder}: expected an empty folder, found ${first}; nothing was written`,
  );
}
