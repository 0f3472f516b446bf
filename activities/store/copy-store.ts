import { basename, dirname, join } from 'node:path';
import { ARCHIVE_LOG } from '../../src/audit/archive';
import { LOG_FILE } from '../../src/history/study-files';
import { NOTIFICATIONS_FOLDER } from '../notify/target-record';
import type { Medium, OpenStore, StoreFiles } from './medium';
import { mergedRoutingFile, studiesFolder, studyFolder } from './store-paths';

const LOGS = [LOG_FILE, basename(ARCHIVE_LOG)];
/** Lines that are added at once. */
const LINES = 1_000;

/**
 * Copies every file of a store into an empty one, byte for byte; but for the store's own record.
 *
 * @param studies - only these and what they need; left out: all
 * @returns how many files
 */
export function copyStore(
  from: StoreFiles,
  to: Medium,
  studies?: readonly string[],
): Promise<number> {
  return to.withLock((target) => copyFiles(from, target, studies));
}

/** The same, for whoever holds the lock. */
export async function copyFiles(
  from: StoreFiles,
  to: OpenStore,
  studies?: readonly string[],
): Promise<number> {
  let count = 0;
  for (const folder of await foldersOf(from, studies)) {
    const target = join(to.root, folder.slice(from.root.length));
    if (dirname(folder) === studiesFolder(from.root)) await to.makeFolder(target);
    for (const name of await from.namesBelow(folder)) {
      if (name.endsWith('.tmp')) continue;
      await copyFile(from, join(folder, name), { to, path: join(target, name) });
      count += 1;
    }
  }
  const routing = mergedRoutingFile(from.root);
  if (studies || !(await from.isThere(routing))) return count;
  await copyFile(from, routing, { to, path: mergedRoutingFile(to.root) });
  return count + 1;
}

async function foldersOf(
  from: StoreFiles,
  studies: readonly string[] | undefined,
): Promise<readonly string[]> {
  const { root } = from;
  const names = studies ?? (await from.studyNames());
  const folders = [join(root, 'bundles'), ...names.map((name) => studyFolder(root, name))];
  // How far each target of notifications was told, of all studies.
  return studies ? folders : [...folders, join(root, NOTIFICATIONS_FOLDER)];
}

interface Target {
  readonly to: OpenStore;
  readonly path: string;
}

async function copyFile(from: StoreFiles, path: string, target: Target): Promise<void> {
  await target.to.makeFolder(dirname(target.path));
  if (LOGS.includes(basename(path))) return copyLog(from, path, target);
  const content = await from.bytes(path);
  // Gone since it was listed: an edit that was taken up.
  if (content !== undefined) await target.to.replace(target.path, content);
}

async function copyLog(from: StoreFiles, path: string, { to, path: copy }: Target): Promise<void> {
  let lines: string[] = [];
  const add = async (): Promise<void> => {
    await to.append(await to.lookAtLog(copy), lines);
    lines = [];
  };
  for await (const line of from.linesFrom(await from.lookAtLog(path), 0)) {
    lines.push(line);
    if (lines.length === LINES) await add();
  }
  if (lines.length > 0) await add();
}
