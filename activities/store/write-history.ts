import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isThere, replaceFile } from './disk';
import type { FetchedRun, RunId } from './fetch-run';
import { sha256 } from './sha256';

/** One archived history, as its manifest names it. */
export interface ArchivedRun extends RunId {
  /** Workflow type. */
  readonly type: string;
  readonly status: string;
  readonly events: number;
  /** In the same folder as the manifest. */
  readonly file: string;
  /** Of the history's JSON, uncompressed. */
  readonly sha256: string;
}

/** Writes a closed run's history, compressed. It never changes any more, so a file that is there stays. */
export async function writeHistory(
  folder: string,
  run: RunId,
  { type, status, events, history }: Extract<FetchedRun, { readonly kind: 'closed' }>,
): Promise<ArchivedRun> {
  const file = `${historyName(run)}.json.gz`;
  const path = join(folder, file);
  if (!(await isThere(path))) await replaceFile(path, await promisify(gzip)(history));
  return { ...run, type, status, events, file, sha256: sha256(history) };
}

/** A workflow id may hold what a file name may not. */
export function historyName({ workflowId, runId }: RunId): string {
  return `${workflowId.replace(/[^A-Za-z0-9.-]/g, '_')}-${runId}`;
}
