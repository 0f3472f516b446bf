import { join } from 'node:path';
import { Context, heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { canonicalJsonLines } from '../../src/canonical-json';
import type { ArchiveRequest, ArchiveResult, StoreActivities } from '../../src/contract';
import { makeFolder, readIfThere, replaceFile } from './disk';
import { type FetchedRun, fetchRun, type RunId } from './fetch-run';
import { studyFolder } from './store-paths';
import { type ArchivedRun, historyName, writeHistory } from './write-history';

/** What an archive's manifest says: `histories/<workflow id>-<run id>.manifest.json`, one for each run asked for. */
export interface ArchiveManifest {
  readonly schemaVersion: 1;
  readonly workflowId: string;
  readonly runId: string;
  /** The run itself first, then its children, each after its parent. */
  readonly histories: readonly ArchivedRun[];
  /** Runs of which nothing was written, and why. */
  readonly leftOut: readonly (RunId & { readonly why: 'open' | 'not-found' })[];
}

/** How often to look whether a run is closed, in milliseconds. */
const POLL_MS = 2_000;

interface Archive {
  readonly client: Client;
  readonly dataDir: string;
}

/** Waits until a run is closed, and archives it. */
export function createArchive({ client, dataDir }: Archive): StoreActivities['archiveHistories'] {
  return async (request: ArchiveRequest): Promise<ArchiveResult> => {
    await untilClosed(client, request);
    const { histories } = await archiveRun({ client, dataDir, alive: heartbeat }, request);
    return { files: histories.length };
  };
}

/**
 * Writes the history of a closed run and those of its children and theirs, as the `temporal` CLI writes them.
 * The same request again writes the same files; a child still open is left out and named.
 *
 * @throws {RatchetError} `STORE_UNWRITABLE`
 */
export async function archiveRun(
  { client, dataDir, alive = () => undefined }: Archive & { readonly alive?: () => void },
  { study, workflowId, runId }: ArchiveRequest,
): Promise<ArchiveManifest> {
  const root = { workflowId, runId };
  const folder = join(studyFolder(dataDir, study), 'histories');
  await makeFolder(folder);
  const manifest = await archiveTree({ client, folder, alive }, root);
  await replaceFile(manifestFile(dataDir, study, root), canonicalJsonLines(manifest));
  return manifest;
}

/** Is there a manifest of this run in which no child is missing that was open at the time? */
export async function isArchived(
  dataDir: string,
  { study, workflowId, runId }: ArchiveRequest,
): Promise<boolean> {
  const text = await readIfThere(manifestFile(dataDir, study, { workflowId, runId }));
  if (text === undefined) return false;
  try {
    // Written by this very module; one that is not is made again.
    return openIn(JSON.parse(text)).length === 0;
  } catch {
    return false;
  }
}

/** Children that were open when their parent was archived; the archivist itself always is. */
export function openIn({ leftOut }: Pick<ArchiveManifest, 'leftOut'>): readonly RunId[] {
  return leftOut.filter(
    ({ why, workflowId }) => why === 'open' && !/\/archive-c\d+$/.test(workflowId),
  );
}

function manifestFile(dataDir: string, study: string, root: RunId): string {
  return join(studyFolder(dataDir, study), 'histories', `${historyName(root)}.manifest.json`);
}

async function untilClosed(client: Client, run: RunId): Promise<void> {
  while ((await fetchRun(client, run, 'status')).kind === 'open') {
    heartbeat();
    await Context.current().sleep(POLL_MS);
  }
}

async function archiveTree(
  {
    client,
    folder,
    alive,
  }: { readonly client: Client; readonly folder: string; readonly alive: () => void },
  root: RunId,
): Promise<ArchiveManifest> {
  const histories: ArchivedRun[] = [];
  const leftOut: ArchiveManifest['leftOut'][number][] = [];
  const waiting: RunId[] = [root];
  for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
    alive();
    const fetched: FetchedRun = await fetchRun(client, run, 'history');
    if (fetched.kind !== 'closed') {
      leftOut.push({ ...run, why: fetched.kind });
      continue;
    }
    histories.push(await writeHistory(folder, run, fetched));
    waiting.push(...fetched.children);
  }
  return { schemaVersion: 1, ...root, histories, leftOut };
}
