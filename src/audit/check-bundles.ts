import {
  ARCHIVE_FOLDER,
  type ArchivedBundle,
  type ArchiveManifest,
  bundleFile,
  bundleHashOf,
} from './archive';
import type { FiledRun } from './check-histories';
import type { Finding } from './finding';
import type { StudyFiles, Tools } from './study-files';

/** Does the manifest name every build that its histories do, and are the bundles what their names say? */
export async function checkBundles(
  files: StudyFiles,
  {
    manifest,
    runs,
    manifestFile,
  }: { manifest: ArchiveManifest; runs: readonly FiledRun[]; manifestFile: string },
  tools: Tools,
): Promise<readonly Finding[]> {
  const used = new Set(runs.flatMap(({ record }) => record.builds.map(({ build }) => build)));
  const named = new Set(manifest.bundles.map(({ build }) => build));
  const wrong = [...used, ...named].filter((build) => !used.has(build) || !named.has(build));
  const findings: Finding[] = wrong.map((build) => ({
    file: manifestFile,
    at: 'bundles',
    expected: 'the builds that its histories name',
    found: named.has(build) ? `one that none of them names: ${build}` : `not ${build}`,
  }));
  for (const bundle of manifest.bundles) {
    const misnamed = isMisnamed(bundle);
    if (misnamed) findings.push({ file: manifestFile, at: `bundle ${bundle.build}`, ...misnamed });
    findings.push(...(await checkBundle(files, bundle, tools)));
  }
  return findings;
}

function isMisnamed({ build, sha256, file }: ArchivedBundle) {
  const hash = bundleHashOf(build);
  if (sha256 !== hash)
    return { expected: `SHA-256 ${hash}, of its build id`, found: String(sha256) };
  if (file === null || hash === null || file === bundleFile(hash)) return null;
  return { expected: bundleFile(hash), found: file };
}

async function checkBundle(
  files: StudyFiles,
  { file: name, sha256: hash, fileSha256 }: ArchivedBundle,
  { sha256, gunzip }: Tools,
): Promise<readonly Finding[]> {
  if (name === null || hash === null) return [];
  const file = `${ARCHIVE_FOLDER}/${name}`;
  const bytes = await files.read(file);
  // Other bytes than were written are told already.
  if (!bytes || sha256(bytes) !== fileSha256) return [];
  try {
    const code = sha256(gunzip(bytes));
    if (code === hash) return [];
    return [{ file, at: 'the code', expected: `SHA-256 ${hash}`, found: code }];
  } catch (error) {
    return [{ file, at: 'the file', expected: 'compressed code', found: String(error) }];
  }
}
