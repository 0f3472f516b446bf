import { join } from 'node:path';
import { Context, heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import {
  type ArchivedHistory,
  type ArchiveManifest,
  openIn,
  type RunId,
} from '../../src/audit/archive';
import { eventsOfRun, undoneByStore } from '../../src/audit/recorded-events';
import type { RunRecord } from '../../src/audit/run-record';
import { canonicalJsonLines } from '../../src/canonical-json';
import type { ArchiveRequest, ArchiveResult, StoreActivities } from '../../src/contract';
import { LOG_FILE } from '../../src/history/study-files';
import { knownManifest, recordManifest } from './archive-log';
import { archivedBundles } from './bundle-store';
import { fetchRun } from './fetch-run';
import { fetchTree } from './fetch-tree';
import { eventsByStore, headOf } from './log-head';
import type { Medium, StoreFiles } from './medium';
import { studyFolder } from './store-paths';
import { archivedTranscripts } from './transcript-hashes';
import { writeHistory } from './write-history';

/** How often to look whether a run is closed, in milliseconds. */
const POLL_MS = 2_000;

interface Archive {
  readonly client: Client;
  readonly medium: Medium;
}

/** Waits until a run is closed, and archives it. */
export function createArchive({ client, medium }: Archive): StoreActivities['archiveHistories'] {
  return async (request: ArchiveRequest): Promise<ArchiveResult> => {
    await untilClosed(client, request);
    const { histories } = await archiveRun({ client, medium, alive: heartbeat }, request);
    return { files: histories.length };
  };
}

async function untilClosed(client: Client, run: RunId): Promise<void> {
  while ((await fetchRun(client, run, 'status')).kind === 'open') {
    heartbeat();
    await Context.current().sleep(POLL_MS);
  }
}

/**
 * Writes the history of a closed run and those of its children and theirs, as the `temporal` CLI writes them, with a
 * manifest of their hashes, of their transcripts' and of the workflow code that made them. The same request again
 * writes the same files; a child still open is left out and named.
 *
 * @throws {RatchetError} `STORE_UNWRITABLE`, `STORE_BUSY`, `STORE_CORRUPT`
 */
export async function archiveRun(
  { client, medium, alive = () => undefined }: Archive & { readonly alive?: () => void },
  { study, workflowId, runId }: ArchiveRequest,
): Promise<ArchiveManifest> {
  const root = { workflowId, runId };
  const place = studyFolder(medium.root, study);
  const folder = join(place, 'histories');
  await medium.makeFolder(folder);
  const prior = await knownManifest(medium, folder, root);
  const { fetched, leftOut } = await fetchTree(
    { client, files: medium, folder, alive },
    root,
    prior,
  );
  const histories: ArchivedHistory[] = [];
  for (const each of fetched) histories.push(await writeHistory(medium, folder, each));
  const records = fetched.map(({ record }) => record);
  const builds = records.flatMap((record) => record.builds.map(({ build }) => build));
  const bundles = await archivedBundles(medium, folder, builds);
  const transcripts = await archivedTranscripts(medium, place, records);
  return medium.withLock(async (store) => {
    const said = await saidOfLog(store, place, records);
    const manifest: ArchiveManifest = {
      schemaVersion: 2,
      ...root,
      histories,
      bundles,
      transcripts,
      leftOut,
      ...(prior && prior.log.seq === said.log.seq
        ? { log: prior.log, byStore: prior.byStore }
        : said),
    };
    await recordManifest(store, { folder, run: root, text: canonicalJsonLines(manifest) });
    return manifest;
  });
}

/** How far the log had come, and what stands in it that only the store can have written. */
async function saidOfLog(
  files: StoreFiles,
  place: string,
  records: readonly RunRecord[],
): Promise<Pick<ArchiveManifest, 'log' | 'byStore'>> {
  const log = await files.lookAtLog(join(place, LOG_FILE));
  const certain = records
    .flatMap(eventsOfRun)
    .flatMap(({ event, certain: written }) => (written ? [event.seq] : []));
  const undone = records.flatMap(undoneByStore);
  const goesOn = records[0]?.end?.kind === 'continued-as-new';
  const after = goesOn || certain.length === 0 ? null : Math.max(...certain);
  return {
    log: await headOf(files.linesBackwards(log)),
    byStore: await eventsByStore(files.linesBackwards(log), { undone, after }),
  };
}

/** Is there a manifest of this run in which no child is missing that was open at the time, and nothing was written since? */
export async function isArchived(
  files: StoreFiles,
  { study, workflowId, runId }: ArchiveRequest,
  isLast: boolean,
): Promise<boolean> {
  const place = studyFolder(files.root, study);
  const manifest = await knownManifest(files, join(place, 'histories'), { workflowId, runId });
  if (!manifest || openIn(manifest).length > 0) return false;
  if (!isLast) return true;
  const { seq } = await headOf(files.linesBackwards(await files.lookAtLog(join(place, LOG_FILE))));
  return manifest.log.seq === seq;
}
