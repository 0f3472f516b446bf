import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that can end up in a built program. */
const FOLDERS = ['activities', 'application', 'scenario', 'src', 'workflows'];
const FILES = ['package.json', 'tsconfig.json'];

/**
 * SHA-256 over name and content of every source file, in hexadecimal: some 10 ms for 600 files, so that every start
 * can ask. Times of files are not looked at; git and archives set them as they like.
 */
export function hashOfSources(folder: string): string {
  const hash = createHash('sha256');
  for (const name of [...FILES, ...FOLDERS.flatMap((each) => sourcesIn(folder, each))]) {
    const content = readFileSync(join(folder, name));
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** Paths from `root`, in an order of their own on every machine. */
function sourcesIn(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourcesIn(root, path);
      return /\.(?:ts|cjs)$/.test(entry.name) ? [path] : [];
    });
}
