import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { TranscriptRef } from '../../src/runs/run';
import type { Medium } from './medium';
import { sha256 } from './sha256';
import { studyFolder } from './store-paths';

/**
 * Writes a run's transcript as compressed JSON Lines, named by its content: the same content twice is one file.
 *
 * @returns the SHA-256 of the uncompressed text, and the file below the study's folder
 * @throws {RatchetError} `STORE_UNWRITABLE`
 */
export async function writeTranscript(
  medium: Medium,
  study: string,
  lines: readonly object[],
): Promise<TranscriptRef> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const digest = sha256(text);
  const file = `runs/${digest}.jsonl.gz`;
  const folder = studyFolder(medium.root, study);
  const path = join(folder, file);
  if (!(await medium.isThere(path))) {
    await medium.makeFolder(join(folder, 'runs'));
    await medium.put(path, await promisify(gzip)(text));
  }
  return { sha256: digest, file };
}
