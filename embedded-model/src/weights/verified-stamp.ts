import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Whether this very file was found to have this hash before, and has not changed since.
 *
 * Hashing half a gigabyte takes seconds at each start, so what was verified once is known again by
 * its size and modification time.
 */
export async function isStamped(folder: string, path: string, sha256: string): Promise<boolean> {
  try {
    const stamp = await readFile(stampPath(folder, path, sha256), 'utf8');
    return stamp === (await stampOf(path));
  } catch {
    return false;
  }
}

/** Remembers that the file, as it is now, has this hash. */
export async function stamp(folder: string, path: string, sha256: string): Promise<void> {
  const target = stampPath(folder, path, sha256);
  const written = `${target}.${process.pid}`;
  await writeFile(written, await stampOf(path));
  await rename(written, target);
}

async function stampOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${JSON.stringify({ path, size, mtimeMs })}\n`;
}

function stampPath(folder: string, path: string, sha256: string): string {
  return join(folder, `${basename(path)}.${sha256.slice(0, 12)}.verified`);
}
