import { ARCHIVE_FOLDER } from './archive';
import type { Finding } from './finding';
import type { FiledManifest } from './read-archive';
import type { StudyFiles, Tools } from './study-files';

/** Are the bytes of every file that the manifests name those that were written? Nothing is read that is not. */
export async function* checkHashes(
  files: StudyFiles,
  manifests: readonly FiledManifest[],
  { sha256 }: Tools,
): AsyncGenerator<Finding> {
  for (const [file, expected] of hashesIn(manifests)) {
    const bytes = await files.read(file);
    const found = bytes ? sha256(bytes) : 'no such file';
    if (found !== expected) {
      yield { file, at: 'the bytes', expected: `SHA-256 ${expected}`, found };
    }
  }
}

/** A file that several manifests name has to be the same to all of them: the last one is as good as any. */
function hashesIn(manifests: readonly FiledManifest[]): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  const add = (file: string, hash: string | null): void => {
    if (hash !== null) hashes.set(file, hash);
  };
  for (const { manifest } of manifests) {
    for (const each of manifest.histories) add(`${ARCHIVE_FOLDER}/${each.file}`, each.fileSha256);
    for (const { file, fileSha256 } of manifest.bundles) {
      if (file !== null) add(`${ARCHIVE_FOLDER}/${file}`, fileSha256);
    }
    for (const { file, fileSha256 } of manifest.transcripts) add(file, fileSha256);
  }
  return hashes;
}
