import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { RatchetError } from '../../src/errors';
import { parseTranscript, type RecordedCall } from '../../src/runs/parse-transcript';
import type { TranscriptRef } from '../../src/runs/run';
import type { StoreFiles } from './medium';
import { sha256 } from './sha256';

/**
 * The calls of a run, as `writeTranscript` wrote them.
 *
 * @param folder - of the study
 * @returns null where the file is not in this store
 * @throws {RatchetError} `STORE_CORRUPT` where it does not hold what its name says
 */
export async function readTranscript(
  files: StoreFiles,
  folder: string,
  { sha256: digest, file }: TranscriptRef,
): Promise<readonly RecordedCall[] | null> {
  const path = join(folder, file);
  const bytes = await files.bytes(path);
  if (bytes === undefined) return null;
  const text = await unzipped(bytes);
  const calls = text !== null && sha256(text) === digest ? parseTranscript(text) : null;
  if (calls) return calls;
  throw new RatchetError(
    'STORE_CORRUPT',
    `Cannot read ${path}: it does not hold what its name says; put it back from a copy, or remove it to go on without`,
  );
}

/** Null for what is damaged. */
async function unzipped(bytes: Buffer): Promise<string | null> {
  try {
    return (await promisify(gunzip)(bytes)).toString('utf8');
  } catch {
    return null;
  }
}
