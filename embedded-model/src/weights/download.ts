import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import type { CatalogueEntry } from './catalogue.ts';
import { hashSoFar } from './hash-file.ts';
import type { OpenedBytes, Place } from './place.ts';

/** What there is of the file so far. */
interface Progress {
  hash: Hash;
  bytes: number;
}

/**
 * Brings the whole file from one place into `part`, carrying on with what is there already.
 *
 * @returns the SHA-256 of the bytes now in `part`
 * @throws Error when the place fails for good, or sends more or less than the file
 */
export async function download(
  request: Readonly<{ entry: CatalogueEntry; place: Place; part: string }>,
  report: (bytes: number) => void,
): Promise<string> {
  const { place, part } = request;
  for (let resumed = 0; ; resumed += 1) {
    const before = await sizeOf(part);
    try {
      return await transfer(request, report);
    } catch (error) {
      if (error instanceof TooLong) {
        await rm(part, { force: true });
        throw error;
      }
      const progressed = (await sizeOf(part)) > before;
      if (!progressed || resumed >= place.resumes) throw error;
    }
  }
}

/** More bytes than the file has: taking it up again cannot help. */
class TooLong extends Error {}

async function transfer(
  { entry, place, part }: Readonly<{ entry: CatalogueEntry; place: Place; part: string }>,
  report: (bytes: number) => void,
): Promise<string> {
  const present = await sizeOf(part);
  if (present === entry.bytes) return (await hashSoFar(part)).digest('hex');
  const opened = await place.open(entry, present > entry.bytes ? 0 : present);
  const file = await open(part, 'a');
  try {
    const progress = await progressAt(part, file, opened.offset);
    await append({ file, opened, progress, limit: entry.bytes }, report);
    await file.sync();
    return progress.hash.digest('hex');
  } finally {
    await file.close();
  }
}

/** Keeps what lies before the offset, and hashes it. */
async function progressAt(part: string, file: FileHandle, offset: number): Promise<Progress> {
  await file.truncate(offset);
  const hash = offset === 0 ? createHash('sha256') : await hashSoFar(part);
  return { hash, bytes: offset };
}

async function append(
  to: Readonly<{ file: FileHandle; opened: OpenedBytes; progress: Progress; limit: number }>,
  report: (bytes: number) => void,
): Promise<void> {
  const { file, opened, progress, limit } = to;
  for await (const chunk of opened.bytes) {
    progress.bytes += chunk.byteLength;
    if (progress.bytes > limit) throw new TooLong(`sent more than the ${limit} bytes of the file`);
    progress.hash.update(chunk);
    await file.appendFile(chunk);
    report(progress.bytes);
  }
  if (progress.bytes < limit) {
    throw new Error(`broke off after ${progress.bytes} of ${limit} bytes`);
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size;
}
