import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { log, shownDuration, shownSize } from '../log.ts';
import { messageOf, UserError } from '../user-error.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { download } from './download.ts';
import { fileExists } from './file-exists.ts';
import { hashFile } from './hash-file.ts';
import { localWeights, weightsVariable } from './local-weights.ts';
import { mirrorPlace } from './mirror-place.ts';
import { officialPlace } from './official-place.ts';
import { ownPartFile } from './part-file.ts';
import type { Place } from './place.ts';
import { progressOf } from './progress.ts';
import { isStamped, stamp } from './verified-stamp.ts';

/** Weights that have the right hash, and where they came from. */
export interface FetchedWeights {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly licence: string;
  readonly from: string;
  readonly milliseconds: number;
}

export interface FetchOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Folder for fetched weights and for the stamps of verified ones. */
  readonly folder: string;
  /** Tried in this order, after the user's own copy and the folder. */
  readonly places: readonly Place[];
}

/** What a user's environment asks for. */
export function fetchOptions(env: NodeJS.ProcessEnv, folder: string): FetchOptions {
  return { env, folder, places: [officialPlace(env), mirrorPlace(folder)] };
}

/**
 * Finds or fetches the weights of an entry: the user's copy, an earlier download, then each place.
 *
 * Nothing but the right bytes ever stands under the file's name in the folder.
 *
 * @throws {@link UserError} when no place had the right bytes, with what was wrong at each
 */
export async function fetchWeights(
  entry: CatalogueEntry,
  options: FetchOptions,
): Promise<FetchedWeights> {
  const started = performance.now();
  await mkdir(options.folder, { recursive: true });
  const { path, from } = await findOrDownload(entry, options);
  const { name, sha256, bytes, licence } = entry;
  const milliseconds = Math.round(performance.now() - started);
  log(`${name}: ${path} (${shownSize(bytes)}, from ${from}, ${shownDuration(milliseconds)})`);
  return { name, path, sha256, bytes, licence, from, milliseconds };
}

async function findOrDownload(
  entry: CatalogueEntry,
  options: FetchOptions,
): Promise<Pick<FetchedWeights, 'path' | 'from'>> {
  const local = await localWeights(entry, options.folder, options.env);
  if (local !== undefined) return { path: local, from: 'your own copy' };
  const path = join(options.folder, entry.file);
  if (await isRight(path, entry, options.folder)) return { path, from: 'an earlier download' };
  const from = await downloadFromAny(entry, options);
  return { path, from };
}

/** A file with other content is deleted: it must not be taken for the weights by anyone. */
async function isRight(path: string, entry: CatalogueEntry, folder: string): Promise<boolean> {
  if (!(await fileExists(path))) return false;
  if (await isStamped(folder, path, entry.sha256)) return true;
  const found = await hashFile(path);
  if (found === entry.sha256) {
    await stamp(folder, path, entry.sha256);
    return true;
  }
  log(`${entry.name}: deleted ${path}: SHA-256 is ${found}, expected ${entry.sha256}`);
  await rm(path, { force: true });
  return false;
}

async function downloadFromAny(entry: CatalogueEntry, options: FetchOptions): Promise<string> {
  const failures: string[] = [];
  for (const place of options.places) {
    log(`${entry.name}: fetching ${shownSize(entry.bytes)} from ${place.name}`);
    try {
      await downloadFrom(place, entry, options.folder);
      return place.name;
    } catch (error) {
      failures.push(`${place.name}: ${messageOf(error)}`);
      log(`${entry.name}: ${failures.at(-1)}`);
    }
  }
  throw new UserError(
    `Cannot fetch the weights of ${entry.name}:\n  ${failures.join('\n  ')}\n` +
      `Put ${entry.file} on this machine and name it in ${weightsVariable(entry.name)}`,
  );
}

async function downloadFrom(place: Place, entry: CatalogueEntry, folder: string): Promise<void> {
  const part = await ownPartFile(folder, entry.file);
  const carriedOn = await fileExists(part);
  const report = progressOf(entry.name, entry.bytes);
  const found = await download({ entry, place, part }, report);
  if (found === entry.sha256) return accept(part, entry, folder);
  await rm(part, { force: true });
  if (carriedOn) return downloadFrom(place, entry, folder);
  throw new Error(`wrong bytes, deleted: SHA-256 is ${found}, expected ${entry.sha256}`);
}

async function accept(part: string, entry: CatalogueEntry, folder: string): Promise<void> {
  const path = join(folder, entry.file);
  await rename(part, path);
  await stamp(folder, path, entry.sha256);
}
