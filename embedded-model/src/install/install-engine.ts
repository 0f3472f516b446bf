import { createHash } from 'node:crypto';
import { access, copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { log, shownDuration } from '../log.ts';
import { UserError } from '../user-error.ts';
import { runNpmCi } from './npm-ci.ts';
import { PACKAGE_FOLDER } from './package-folder.ts';
import { platformBinary } from './platform-binary.ts';

const MODULES = join(PACKAGE_FOLDER, 'node_modules');
const STAMP = '.installed-lock';

/**
 * Installs node-llama-cpp with the CPU binary of this machine, unless it is there already.
 *
 * npm works in a folder of its own, which then takes its place by a rename: an interrupted install
 * leaves nothing half done, and two at once do not meet.
 */
export async function installEngine(): Promise<void> {
  const binary = platformBinary();
  const wanted = await lockHash();
  if (await isInstalled(wanted)) return;
  const started = performance.now();
  log('installing node-llama-cpp and its CPU binary with npm ci (about 60 MB to fetch)');
  const folder = await mkdtemp(join(PACKAGE_FOLDER, '.install-'));
  try {
    await installInto(folder, binary);
    await writeFile(join(folder, 'node_modules', STAMP), wanted);
    await putInPlace(folder, wanted);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  log(`installed in ${shownDuration(performance.now() - started)}`);
}

async function installInto(folder: string, binary: string): Promise<void> {
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    await copyFile(join(PACKAGE_FOLDER, file), join(folder, file));
  }
  await runNpmCi(folder);
  await access(join(folder, 'node_modules', binary)).catch(() => {
    throw new UserError(`npm ci left no ${binary}: the npm registry in use does not offer it`);
  });
}

async function putInPlace(folder: string, wanted: string): Promise<void> {
  if (await isInstalled(wanted)) return;
  await rename(MODULES, join(folder, 'replaced')).catch(ignoreMissing);
  await rename(join(folder, 'node_modules'), MODULES).catch(async (error: unknown) => {
    if (!(await isInstalled(wanted))) throw error;
  });
}

async function isInstalled(wanted: string): Promise<boolean> {
  return (await readFile(join(MODULES, STAMP), 'utf8').catch(() => undefined)) === wanted;
}

/** What an install is made from: the lock and the platform. */
async function lockHash(): Promise<string> {
  const lock = await readFile(join(PACKAGE_FOLDER, 'package-lock.json'));
  return `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
