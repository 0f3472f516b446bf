import { folderMedium } from '../../../activities/store/folder-medium';
import { filesOfFolder } from '../../../src/app/audit/files-of-folder';
import type { StudyFiles } from '../../../src/audit/study-files';

export type Files = ReadonlyMap<string, Uint8Array>;

/** All files below a folder, to be changed without touching it. */
export async function readAll(folder: string): Promise<Files> {
  const files = await filesOfFolder(folderMedium(folder), folder);
  const found = new Map<string, Uint8Array>();
  for (const name of files.names) found.set(name, (await files.read(name)) ?? new Uint8Array());
  return found;
}

export function inMemory(files: Files): StudyFiles {
  return {
    names: [...files.keys()].toSorted(),
    read: async (name) => files.get(name) ?? null,
  };
}

/** The files with one of them replaced, or gone. */
export function withFile(files: Files, name: string, bytes: Uint8Array | null): Files {
  const changed = new Map(files);
  if (bytes === null) changed.delete(name);
  else changed.set(name, bytes);
  return changed;
}
