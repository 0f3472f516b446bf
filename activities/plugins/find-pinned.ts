import { extname, join } from 'node:path';
import { RatchetError } from '../../src/errors';
import type { PinnedFile } from '../../src/plugins/study-plugins';
import { pluginFile } from './plugin-file';

/**
 * A file with the very bytes that a study was admitted with: where the study has it, or else the copy that a study
 * keeps.
 *
 * @param folders - where studies may be
 * @returns null where none has them
 */
export async function findPinned(
  { file, sha256 }: PinnedFile,
  folders: readonly string[],
): Promise<PinnedFile | null> {
  const copies = folders.map((folder) => join(folder, 'plugins', `${sha256}${extname(file)}`));
  for (const place of [file, ...copies]) {
    if ((await hashOf(place)) === sha256) return { file: place, sha256 };
  }
  return null;
}

async function hashOf(file: string): Promise<string | null> {
  try {
    return (await pluginFile(file)).sha256;
  } catch (error) {
    if (error instanceof RatchetError) return null;
    throw error;
  }
}
