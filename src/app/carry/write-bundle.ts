import { copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { isThere, replaceFile, writing } from '../../../activities/store/disk';
import { folderMedium } from '../../../activities/store/folder-medium';
import { sha256 } from '../../../activities/store/sha256';
import { studyFolder } from '../../../activities/store/store-paths';
import { builtInSuiteFile } from '../../../activities/suites/built-in-suites';
import { loadSuite } from '../../../activities/suites/load-suite';
import { canonicalJsonLines } from '../../canonical-json';
import type { CarriedState } from '../../study/carried-state';
import { filesOfFolder } from '../audit/files-of-folder';
import { CliError, EXIT } from '../cli-error';
import { BUNDLE_FILE, type Bundle, type BundledFile, bundledStudy } from './bundle';

export interface Written {
  readonly files: number;
  /** Phases whose suite was not found here as it was measured, with where it should be. */
  readonly withoutSuite: readonly string[];
}

/**
 * Writes a bundle, whole or not at all.
 *
 * @throws {CliError} where something is at its place already
 */
export async function writeBundle(
  into: string,
  dataDir: string,
  head: Omit<Bundle, 'suites' | 'files'>,
): Promise<Written> {
  if (await isThere(into)) {
    throw new CliError(
      EXIT.badInput,
      `Cannot write ${into}: it is there already; name another --output`,
    );
  }
  const partial = `${into}.${process.pid}.partial`;
  try {
    const copied = await copyStudy(partial, dataDir, head.study);
    const { suites, files, missing } = await copySuites(partial, head.state);
    const bundle: Bundle = { ...head, suites, files: [...copied, ...files] };
    await replaceFile(join(partial, BUNDLE_FILE), canonicalJsonLines(bundle));
    await rename(partial, into);
    return { files: bundle.files.length, withoutSuite: missing };
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function copyStudy(
  into: string,
  dataDir: string,
  study: string,
): Promise<readonly BundledFile[]> {
  const folder = studyFolder(dataDir, study);
  const { names } = await filesOfFolder(folderMedium(dataDir), folder);
  const files: BundledFile[] = [];
  for (const name of names.filter((each) => !each.endsWith('.tmp'))) {
    files.push(await copyTo(into, join(folder, name), `${bundledStudy(study)}/${name}`));
  }
  return files;
}

/** Suites of the owner's own, as far as they are here and still what was measured. */
async function copySuites(into: string, { admitted }: CarriedState) {
  const suites: Record<string, string> = {};
  const files: BundledFile[] = [];
  const missing: string[] = [];
  for (const [phase, { ref }] of Object.entries(admitted.suites)) {
    if (builtInSuiteFile(ref.source) !== null) continue;
    const found = await loadSuite(ref.source).catch(() => null);
    if (found?.sha256 !== ref.sha256) {
      missing.push(`${phase}: ${ref.source}`);
      continue;
    }
    const path = `suites/${phase}${extname(basename(ref.source))}`;
    files.push(await copyTo(into, ref.source, path));
    suites[phase] = path;
  }
  return { suites, files, missing };
}

async function copyTo(into: string, from: string, path: string): Promise<BundledFile> {
  const to = join(into, path);
  await writing(to, async () => {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  });
  return { path, bytes: (await stat(to)).size, sha256: sha256(await readFile(to)) };
}
