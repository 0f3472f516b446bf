import { setTimeout as wait } from 'node:timers/promises';
import {
  type Client,
  isGrpcServiceError,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { folderMedium } from '../../activities/store/folder-medium';
import type { StoreFiles } from '../../activities/store/medium';
import { RatchetError } from '../errors';
import type { StudyEvent } from '../history/study-event';
import type { StudyStatus } from '../study/status';
import type { StudyReport } from '../study/study-report';
import { askStatus } from './client/ask-status';
import { reportOf } from './client/ended-study';
import { waitsOf } from './client/waits';
import { decisionFile } from './follow/decision-file';
import { liveLine } from './follow/live-line';
import { createTeller } from './follow/tell-events';
import { createTableTeller } from './follow/tell-tables';
import { invocation } from './invocation';
import { createOutput } from './output/output';

export interface FollowOptions {
  readonly client: Client;
  readonly study: string;
  /** Where its files are, if they are on this machine: they hold everything, the query only what is now. */
  readonly dataDir: string;
  /** Where its store is; left out: in the data folder. */
  readonly stored?: StoreFiles;
  /** Gets the lines for people. */
  readonly say: (line: string) => void;
  /** Gets every entry of the study's log. */
  readonly tell?: (event: StudyEvent) => void;
  /** Aborted: stop following; the study goes on. */
  readonly signal?: AbortSignal;
}

const LOOK_EVERY_MS = 1_000;
/** A look must not hold up the lines that are there to be read. */
const ANSWER_LIMIT_MS = 3_000;

/**
 * Says what a study does, from its start over all its cycles to its end: decisions, promotions, trials as they
 * happen, a table as each cycle closes, and on a terminal a line with what it does now.
 *
 * @returns what the study gave back; null when `signal` ended the following
 * @throws {RatchetError | CliError} why the study failed
 */
export async function followStudy(options: FollowOptions): Promise<StudyReport | null> {
  const { client, study, signal, stored = folderMedium(options.dataDir) } = options;
  const live = liveLine();
  signal?.addEventListener('abort', live.clear);
  const say = (line: string): void => {
    live.clear();
    options.say(line);
  };
  const log = decisionFile(stored, study, await startOf(client, study));
  const linesOf = createTeller(createOutput({}));
  const tellLog = async (): Promise<boolean> => {
    const news = await log.news().catch(noneYet);
    for (const event of news) {
      options.tell?.(event);
      linesOf(event).forEach(say);
    }
    return news.length > 0;
  };
  try {
    return await untilEnd({ client, study, signal, say, live, tellLog });
  } finally {
    live.clear();
  }
}

/** A database that is being restarted is asked again at the next look. */
function noneYet(error: unknown): readonly StudyEvent[] {
  if (error instanceof RatchetError && error.code === 'STORE_UNWRITABLE') return [];
  throw error;
}

interface Following {
  readonly client: Client;
  readonly study: string;
  readonly signal: AbortSignal | undefined;
  readonly say: (line: string) => void;
  readonly live: ReturnType<typeof liveLine>;
  /** Says what is new in the log; was there anything? */
  readonly tellLog: () => Promise<boolean>;
}

async function untilEnd(following: Following): Promise<StudyReport | null> {
  const { client, study, signal, tellLog } = following;
  const look = createLook(following);
  let logIsHere = false;
  while (!signal?.aborted) {
    const description = await describePatiently(following);
    logIsHere = (await tellLog()) || logIsHere;
    if (!description) continue;
    if (!isOpen(description)) return reportOf(client, study);
    await look(description, logIsHere);
    await wait(LOOK_EVERY_MS, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
  return null;
}

function isOpen({ status: { name } }: WorkflowExecutionDescription): boolean {
  return name === 'RUNNING' || name === 'CONTINUED_AS_NEW' || name === 'PAUSED';
}

/** A server that is being restarted is waited for; null: not yet. */
async function describePatiently({
  client,
  study,
  live,
}: Following): Promise<WorkflowExecutionDescription | null> {
  try {
    return await client.withDeadline(Date.now() + ANSWER_LIMIT_MS, () =>
      client.workflow.getHandle(study).describe(),
    );
  } catch (error) {
    if (!isGrpcServiceError(causeOf(error))) throw error;
    live.show('waits for the Temporal server');
    await wait(LOOK_EVERY_MS);
    return null;
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

/** Looks at what the study does now: for the live line, for what keeps it waiting, and where its log is elsewhere. */
function createLook({ client, live, say }: Following) {
  const linesOfTables = createTableTeller();
  let last = '';
  const sayOnce = (text: string): void => {
    if (text !== last && text !== '') say(text);
    last = text;
  };
  return async (description: WorkflowExecutionDescription, logIsHere: boolean): Promise<void> => {
    const { status, silence } = await askStatus(client, description, ANSWER_LIMIT_MS);
    if (!status) return sayOnce(silence);
    const [wait] = await waitsOf(client, description);
    const waitsFor = wait?.sentence ?? '';
    live.show(`${status.state}, cycle ${status.cycle}: ${waitsFor || status.doing}`);
    sayOnce(
      status.trouble ? status.doing : status.state === 'resting' ? restText(status) : waitsFor,
    );
    if (!logIsHere) linesOfTables(status).forEach(say);
  };
}

/** Who waits for the end of a study that rests waits for ever. */
function restText({ study, doing }: StudyStatus): string {
  return `${doing}; this goes on looking: Ctrl-C leaves, ${invocation(`stop ${study}`)} ends the study`;
}

/** When the first cycle of this start began: entries before it are another start's. */
async function startOf(client: Client, study: string): Promise<Date> {
  const { startTime, raw } = await client.workflow.getHandle(study).describe();
  const first = raw.workflowExecutionInfo?.firstRunId;
  if (!first) return startTime;
  // The first run may be older than what the server keeps.
  return client.workflow
    .getHandle(study, first)
    .describe()
    .then((run) => run.startTime)
    .catch(() => new Date(0));
}
