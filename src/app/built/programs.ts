import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfSources } from './hash-of-sources';
import { installedVersion } from './installed-version';

/** What `npm run build` makes for a quick start, in this folder of the package. */
export const PROGRAMS = 'dist/programs';
/** The command line, as one file; packages are loaded as from the sources. */
export const RATCHET_PROGRAM = 'ratchet.cjs';
/** Tells whether the others are of these sources, without loading them. */
export const CURRENT_PROGRAM = 'is-current.cjs';
export const WORKFLOW_BUNDLE = 'workflow-bundle.js';
/** The same with the failure converter of workers that encrypt. */
export const ENCRYPTING_BUNDLE = 'encrypting-bundle.js';

/** What the built programs were made from. */
export interface BuiltFrom {
  /** By {@link hashOfSources}. */
  readonly sources: string;
  /** Versions of the packages that are inside the workflow bundle, or that made it. */
  readonly packages: Readonly<Record<string, string>>;
}

/**
 * Are the built programs there, and made from these sources and the packages that are there now?
 *
 * @param sources - by {@link hashOfSources}; left out: those that are there now
 */
export function isCurrent(
  packageFolder: string,
  sources: string = hashOfSources(packageFolder),
): boolean {
  const built = readBuiltFrom(packageFolder);
  if (built?.sources !== sources) return false;
  return Object.entries(built.packages).every(
    ([name, version]) => installedVersion(packageFolder, name) === version,
  );
}

export function builtFromFile(packageFolder: string): string {
  return join(packageFolder, PROGRAMS, 'built-from.json');
}

/** Null: nothing was built, or a build did not come to its end. */
function readBuiltFrom(packageFolder: string): BuiltFrom | null {
  try {
    return JSON.parse(readFileSync(builtFromFile(packageFolder), 'utf8'));
  } catch {
    return null;
  }
}
