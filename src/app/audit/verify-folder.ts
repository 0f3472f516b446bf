import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mergedText } from '../../../activities/store/merge-studies';
import { studyFolder } from '../../../activities/store/store-paths';
import { ARCHIVE_LOG } from '../../audit/archive';
import type { Finding } from '../../audit/finding';
import type { StudyHead } from '../../audit/study-head';
import { textDifference } from '../../audit/text-difference';
import type { VerifyReport } from '../../audit/verify-report';
import { verifyStudy } from '../../audit/verify-study';
import { canonicalJsonLines } from '../../canonical-json';
import { LOG_FILE } from '../../history/study-files';
import { mergeRouting } from '../../routing/merged-routing';
import { filesOfFolder } from './files-of-folder';
import { nodeTools } from './node-tools';
import { type ReplayReport, replayStudy } from './replay-study';
import { takeAll } from './take-all';

export interface FolderRequest {
  readonly dataDir: string;
  readonly study: string;
  readonly heads: readonly StudyHead[];
  /** Replay the histories too, where nothing else was found? */
  readonly replay: boolean;
  readonly progress: (what: string) => void;
}

export interface Verified extends VerifyReport {
  readonly findings: readonly Finding[];
  /** Null: they were not replayed. */
  readonly replay: ReplayReport | null;
}

/** How often to look again at files that a worker writes at the same time. */
const TRIES = 5;
const PAUSE_MS = 500;

/** Verifies a study's folder. Files that were written meanwhile are looked at again. */
export async function verifyFolder(request: FolderRequest): Promise<Verified> {
  const folder = studyFolder(request.dataDir, request.study);
  for (let tries = 1; ; tries += 1) {
    const before = await writtenAt(folder);
    const verified = await verifyOnce(folder, request);
    const calm = (await writtenAt(folder)) === before;
    if (verified.findings.length === 0 || calm || tries === TRIES) return verified;
    await sleep(PAUSE_MS);
  }
}

async function verifyOnce(
  folder: string,
  { study, heads, replay, progress }: FolderRequest,
): Promise<Verified> {
  const files = await filesOfFolder(folder);
  const own = verifyStudy({ study, files, tools: nodeTools, heads, progress });
  const { findings, report } = await takeAll(own);
  if (!replay || findings.length > 0) return { ...report, findings, replay: null };
  const replayed = await takeAll(
    replayStudy({
      files,
      tools: nodeTools,
      code: null,
      progress: (done, of) => progress(`replays history ${done} of ${of}`),
    }),
  );
  return { ...report, findings: replayed.findings, replay: replayed.report };
}

/** When the files were written that change last. */
async function writtenAt(folder: string): Promise<string> {
  const names = [LOG_FILE, ARCHIVE_LOG, 'projected.json'];
  const times = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ mtimeMs, size }) => `${mtimeMs}/${size}`,
        () => 'none',
      ),
    ),
  );
  return times.join(' ');
}

const NO_ROUTES = canonicalJsonLines(mergeRouting([]));

/** Is the file that applications load what the studies' own files make? */
export async function verifyMerged(dataDir: string): Promise<readonly Finding[]> {
  const { before, text } = await mergedText(dataDir);
  // A study that has no event yet has no route either.
  if (before === undefined && text === NO_ROUTES) return [];
  const difference = textDifference(text, Buffer.from(before ?? ''));
  return difference ? [{ file: 'routing_config.json of the data folder', ...difference }] : [];
}
