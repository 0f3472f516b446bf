import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type ArchivedHistory, historyName } from '../../src/audit/archive';
import type { FetchedHistory } from './fetch-tree';
import type { Medium } from './medium';
import { sha256 } from './sha256';

/** Writes a closed run's history, compressed. A file that holds it already stays as it is. */
export async function writeHistory(
  medium: Medium,
  folder: string,
  { type, status, history, record }: FetchedHistory,
): Promise<ArchivedHistory> {
  const { workflowId, runId, events } = record;
  const file = `${historyName(record)}.json.gz`;
  const path = join(folder, file);
  const bytes = (await present(medium, path, history)) ?? (await written(medium, path, history));
  const hashes = { sha256: sha256(history), fileSha256: sha256(bytes) };
  return { workflowId, runId, type, status, events, file, ...hashes };
}

/** The bytes of a file that holds the text; null where it holds another, or cannot be read. */
async function present(medium: Medium, path: string, text: string): Promise<Buffer | null> {
  const bytes = await medium.bytes(path);
  if (bytes === undefined) return null;
  try {
    return (await promisify(gunzip)(bytes)).toString('utf8') === text ? bytes : null;
  } catch {
    return null;
  }
}

async function written(medium: Medium, path: string, text: string): Promise<Buffer> {
  const bytes = await promisify(gzip)(text);
  await medium.put(path, bytes);
  return bytes;
}
