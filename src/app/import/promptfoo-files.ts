import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readDocument } from '../../../activities/input/read-document';
import { readTextFile } from '../../../activities/input/read-text-file';

/** The path that a text names as a file; null: it is a text. */
export function pathIn(text: unknown): string | null {
  return typeof text === 'string' && text.startsWith('file://')
    ? text.slice('file://'.length)
    : null;
}

/** @throws {RangeError} for a program: an import runs none */
export function refuseProgram(path: string): void {
  if (!isProgram(path)) return;
  throw new RangeError(`${path} is a program, and an import runs none`);
}

export function isProgram(path: string): boolean {
  return /\.(?:[cm]?[jt]s|py|rb|sh|bash|exe|bat|cmd|ps1|pl|go)(?::[\w.]+)?$/.test(path);
}

/** The value in a file of YAML or JSON; of any other, its text. */
export async function valueInFile(file: string): Promise<unknown> {
  refuseProgram(file);
  if (/\.(?:ya?ml|json)$/.test(file)) {
    return (await readDocument(file, 'SUITE_INVALID', { merge: true })).value;
  }
  return (await readTextFile(file, 'SUITE_INVALID')).trim();
}

/** A value that may be `file://...` instead. */
export async function valueOrFile(value: unknown, folder: string): Promise<unknown> {
  const path = pathIn(value);
  return path === null ? value : valueInFile(resolve(folder, path));
}

/** The files that a path with `*` or `**` in it stands for, in the order of their names; without one, the path itself. */
export function filesMatching(path: string, folder: string): readonly string[] {
  const full = resolve(folder, path);
  if (!full.includes('*')) return [full];
  const parts = full.split('/');
  const base =
    parts
      .slice(
        0,
        parts.findIndex((part) => part.includes('*')),
      )
      .join('/') || '/';
  const pattern = new RegExp(
    `^${parts.map(patternOfPart).join('/').replaceAll('(?:.*/)?/', '(?:.*/)?')}$`,
  );
  return filesBelow(base, parts.includes('**'), parts.length - base.split('/').length)
    .filter((file) => pattern.test(file))
    .toSorted();
}

function patternOfPart(part: string): string {
  if (part === '**') return '(?:.*/)?';
  return part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]*');
}

function filesBelow(folder: string, isDeep: boolean, levels: number): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return [path];
      const isIn = entry.isDirectory() && entry.name !== 'node_modules' && (isDeep || levels > 1);
      return isIn ? filesBelow(path, isDeep, levels - 1) : [];
    });
  } catch {
    // No such folder has no files in it.
    return [];
  }
}
