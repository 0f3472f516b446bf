import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type ArchivedHistory, historyName } from '../../src/audit/archive';
import { replaceFile } from './disk';
import type { FetchedHistory } from './fetch-tree';
import { sha256 } from './sha256';

/** Writes a closed run's history, compressed. A file that holds it already stays as it is. */
export async function writeHistory(
  folder: string,
  { type, status, history, record }: FetchedHistory,
): Promise<ArchivedHistory> {
  const { workflowId, runId, events } = record;
  const file = `${historyName(record)}.json.gz`;
  const path = join(folder, file);
  const bytes = (await present(path, history)) ?? (await written(path, history));
  const hashes = { sha256: sha256(history), fileSha256: sha256(bytes) };
  return { workflowId, runId, type, status, events, file, ...hashes };
}

/** The bytes of a file that holds the text; null where it holds another, or cannot be read. */
async function present(path: string, text: string): Promise<Buffer | null> {
  try {
    const bytes = await readFile(path);
    return (await promisify(gunzip)(bytes)).toString('utf8') === text ? bytes : null;
  } catch {
    return null;
  }
}

async function written(path: string, text: string): Promise<Buffer> {
  const bytes = await promisify(gzip)(text);
  await replaceFile(path, bytes);
  return bytes;
}
