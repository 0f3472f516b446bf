import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { StoreFiles } from '../../../../activities/store/medium';
import { sha256 } from '../../../../activities/store/sha256';
import type { ArchivedHistory } from '../../../audit/archive';
import { readRun } from '../../../audit/read-run';
import type { RunRecord } from '../../../audit/run-record';
import { RatchetError } from '../../../errors';
import { describeIssues } from '../../../input-issue';

/**
 * A history of an archive.
 *
 * @param folder - of the archive
 * @throws {RatchetError} `STORE_CORRUPT` where it is not what its manifest says
 */
export async function readHistory(
  stored: StoreFiles,
  folder: string,
  entry: ArchivedHistory,
): Promise<RunRecord> {
  const path = join(folder, entry.file);
  const bytes = await stored.bytes(path);
  if (bytes === undefined) throw corrupt(path, 'it is gone');
  if (sha256(bytes) !== entry.fileSha256) throw corrupt(path, 'its manifest says another SHA-256');
  const json: unknown = JSON.parse((await promisify(gunzip)(bytes)).toString('utf8'));
  const run = readRun(entry, json);
  if (!run.ok) throw corrupt(path, describeIssues(run.issues));
  return { ...run.value, workflowId: entry.workflowId, runId: entry.runId };
}

function corrupt(path: string, why: string): RatchetError {
  return new RatchetError(
    'STORE_CORRUPT',
    `Cannot read ${path}: ${why}; put it back from a copy, or ask \`ratchet audit verify\``,
  );
}
