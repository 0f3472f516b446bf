import { join } from 'node:path';
import type { ArchivedTranscript } from '../../src/audit/archive';
import { recomputeEvaluation } from '../../src/audit/recompute-evaluation';
import type { RunRecord } from '../../src/audit/run-record';
import { WORKFLOWS } from '../../src/contract';
import type { StoreFiles } from './medium';
import { sha256 } from './sha256';

/**
 * The transcripts that the runs of these evaluations name, with the hashes of their files.
 *
 * @param place - the study's folder
 */
export async function archivedTranscripts(
  stored: StoreFiles,
  place: string,
  records: readonly RunRecord[],
): Promise<readonly ArchivedTranscript[]> {
  const files = records
    .filter(({ type }) => type === WORKFLOWS.evaluation)
    .flatMap((record) => recomputeEvaluation(record).runs)
    .map(({ transcript }) => transcript.file);
  const transcripts: ArchivedTranscript[] = [];
  for (const file of [...new Set(files)].toSorted()) {
    const bytes = await stored.bytes(join(place, file));
    transcripts.push({ file, fileSha256: bytes === undefined ? null : sha256(bytes) });
  }
  return transcripts;
}
