import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreFiles } from '../../../activities/store/medium';
import { mergedText } from '../../../activities/store/merge-studies';
import { sha256 } from '../../../activities/store/sha256';
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
  readonly stored: StoreFiles;
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
  const folder = studyFolder(request.stored.root, request.study);
  for (let tries = 1; ; tries += 1) {
    const before = await written(request.stored, folder);
    const verified = await verifyOnce(folder, request);
    const calm = (await written(request.stored, folder)) === before;
    if (verified.findings.length === 0 || calm || tries === TRIES) return verified;
    await sleep(PAUSE_MS);
  }
}

async function verifyOnce(
  folder: string,
  { stored, study, heads, replay, progress }: FolderRequest,
): Promise<Verified> {
  const files = await filesOfFolder(stored, folder);
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

/** What the files say that change last. */
async function written(stored: StoreFiles, folder: string): Promise<string> {
  const logs = [LOG_FILE, ARCHIVE_LOG].map((name) => stored.lookAtLog(join(folder, name)));
  const ends = (await Promise.all(logs)).map(({ bytes }) => bytes);
  const mark = (await stored.text(join(folder, 'projected.json'))) ?? '';
  return [...ends, sha256(mark)].join(' ');
}

const NO_ROUTES = canonicalJsonLines(mergeRouting([]));

/** Is the file that applications load what the studies' own files make? */
export async function verifyMerged(stored: StoreFiles): Promise<readonly Finding[]> {
  const { before, text } = await mergedText(stored);
  // A study that has no event yet has no route either.
  if (before === undefined && text === NO_ROUTES) return [];
  const difference = textDifference(text, Buffer.from(before ?? ''));
  return difference ? [{ file: 'routing_config.json of the data folder', ...difference }] : [];
}
