import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchivedTranscript } from '../../src/audit/archive';
import { recomputeEvaluation } from '../../src/audit/recompute-evaluation';
import type { RunRecord } from '../../src/audit/run-record';
import { WORKFLOWS } from '../../src/contract';
import { errorCode } from './disk';
import { sha256 } from './sha256';

/**
 * The transcripts that the runs of these evaluations name, with the hashes of their files.
 *
 * @param place - the study's folder
 */
export async function archivedTranscripts(
  place: string,
  records: readonly RunRecord[],
): Promise<readonly ArchivedTranscript[]> {
  const files = records
    .filter(({ type }) => type === WORKFLOWS.evaluation)
    .flatMap((record) => recomputeEvaluation(record).runs)
    .map(({ transcript }) => transcript.file);
  const transcripts: ArchivedTranscript[] = [];
  for (const file of [...new Set(files)].toSorted()) {
    const bytes = await readFile(join(place, file)).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    transcripts.push({ file, fileSha256: bytes === null ? null : sha256(bytes) });
  }
  return transcripts;
}
