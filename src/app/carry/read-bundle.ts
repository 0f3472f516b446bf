import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { errorCode } from '../../../activities/store/disk';
import { folderMedium } from '../../../activities/store/folder-medium';
import { readIfThere } from '../../../activities/store/read-if-there';
import { sha256 } from '../../../activities/store/sha256';
import { RatchetError } from '../../errors';
import { describeIssues } from '../../input-issue';
import { verifyFolder } from '../audit/verify-folder';
import { BUNDLE_FILE, type Bundle } from './bundle';
import { lastEventOf } from './last-event';
import { parseBundle } from './parse-bundle';

/**
 * Reads a bundle and proves it: every file is there with its hash and nothing else is, and an audit of its study finds
 * nothing.
 *
 * @throws {RatchetError} `STUDY_INVALID` naming the file and what is wrong with it
 */
export async function readBundle(
  folder: string,
  progress: (what: string) => void,
): Promise<Bundle> {
  const bundle = await readManifest(folder);
  progress('compares its files');
  await refuseStrangers(folder, bundle);
  for (const { path, bytes, sha256: hash } of bundle.files) {
    const content = await readFile(join(folder, path));
    if (content.length === bytes && sha256(content) === hash) continue;
    throw bad(join(folder, path), `expected ${bytes} bytes with the hash ${hash}, found others`);
  }
  await refuseUnproven(folder, bundle, progress);
  return bundle;
}

/** What an audit finds, and a log that ends elsewhere than the manifest says. */
async function refuseUnproven(
  folder: string,
  { study, last }: Bundle,
  progress: (what: string) => void,
): Promise<void> {
  const request = { stored: folderMedium(folder), study, heads: [], replay: false, progress };
  const { findings } = await verifyFolder(request);
  const [finding] = findings;
  if (finding) {
    const { file, at, expected, found } = finding;
    throw bad(join(folder, file), `${at}: expected ${expected}, found ${found}`);
  }
  const { seq, cycle } = await lastEventOf(folder, study);
  if (seq === last.seq && cycle === last.cycle) return;
  throw bad(join(folder, BUNDLE_FILE), `last: expected event ${seq} of cycle ${cycle}`);
}

async function readManifest(folder: string): Promise<Bundle> {
  const file = join(folder, BUNDLE_FILE);
  const text = await readIfThere(file).catch((error: unknown) => {
    if (errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  });
  if (text === undefined)
    throw bad(
      file,
      'there is no such file; a bundle is the folder that `ratchet export study` wrote',
    );
  const parsed = parseBundle(jsonIn(file, text));
  if (!parsed.ok) throw bad(file, describeIssues(parsed.issues));
  return parsed.value;
}

function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bad(
      file,
      `expected JSON, found ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** What is no file, or is none of the bundle's: a link could lead anywhere. */
async function refuseStrangers(folder: string, { files }: Bundle): Promise<void> {
  const known = new Set([BUNDLE_FILE, ...files.map(({ path }) => path)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = new Set<string>();
  for (const { parentPath, name } of entries) {
    const path = join(parentPath, name);
    const inside = path.slice(join(folder, sep).length).split(sep).join('/');
    const entry = await lstat(path);
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) throw bad(path, 'expected a plain file, found a link or a device');
    if (!known.has(inside)) throw bad(path, 'no file of this bundle; take it out');
    found.add(inside);
  }
  const missing = [...known].find((path) => !found.has(path));
  if (missing !== undefined) throw bad(join(folder, missing), 'it is missing');
}

function bad(file: string, why: string): RatchetError {
  return new RatchetError('STUDY_INVALID', `Cannot use the bundle: ${file}: ${why}`);
}
