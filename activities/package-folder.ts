import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder above that holds a package.json: Ratchet's own, the same from sources and from a build. */
export function packageFolder(folder: string = __dirname): string {
  const parent = dirname(folder);
  if (parent === folder || existsSync(join(folder, 'package.json'))) return folder;
  return packageFolder(parent);
}
