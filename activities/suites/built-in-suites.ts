import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Suites that come with Ratchet, by name. */
export const BUILT_IN_SUITES = ['atomic', 'extended', 'atomic-quick', 'extended-quick'] as const;

/** The file of a built-in suite; null for any other name. */
export function builtInSuiteFile(name: string): string | null {
  const known = BUILT_IN_SUITES.find((suite) => suite === name);
  return known === undefined ? null : join(packageFolder(__dirname), 'suites', `${known}.yaml`);
}

/** The nearest folder above that holds a package.json: the same from sources and from a build. */
function packageFolder(folder: string): string {
  const parent = dirname(folder);
  if (parent === folder || existsSync(join(folder, 'package.json'))) return folder;
  return packageFolder(parent);
}
