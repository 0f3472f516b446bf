import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type ArchivedBundle, buildOf, bundleFile, bundleHashOf } from '../../src/audit/archive';
import type { Medium } from './medium';
import { sha256 } from './sha256';

/**
 * Keeps workflow code as a worker runs it, for audits: `bundles/<sha256>.js.gz` in the data folder.
 *
 * @param label - put before its name
 * @returns the build id that names it: the server records it with every workflow task of that worker
 */
export async function saveBundle(medium: Medium, code: string, label?: string): Promise<string> {
  const hash = sha256(code);
  const path = join(medium.root, bundleFile(hash));
  if (!(await medium.isThere(path))) {
    await medium.makeFolder(dirname(path));
    await medium.put(path, await promisify(gzip)(code));
  }
  return buildOf(hash, label);
}

/**
 * The bundles that these builds name, copied beside a study's archives, once per hash.
 *
 * @param builds - as histories name them
 * @param folder - of the archives
 */
export async function archivedBundles(
  medium: Medium,
  folder: string,
  builds: readonly string[],
): Promise<readonly ArchivedBundle[]> {
  const bundles: ArchivedBundle[] = [];
  for (const build of [...new Set(builds)].toSorted()) {
    const hash = bundleHashOf(build);
    const bytes = hash === null ? null : await bytesOf(medium, folder, hash);
    bundles.push({
      build,
      sha256: hash,
      file: hash === null || bytes === null ? null : bundleFile(hash),
      fileSha256: bytes === null ? null : sha256(bytes),
    });
  }
  return bundles;
}

async function bytesOf(medium: Medium, folder: string, hash: string): Promise<Buffer | null> {
  const archived = join(folder, bundleFile(hash));
  const there = await medium.bytes(archived);
  if (there) return there;
  const saved = await medium.bytes(join(medium.root, bundleFile(hash)));
  if (!saved) return null;
  await medium.makeFolder(dirname(archived));
  await medium.put(archived, saved);
  return saved;
}
