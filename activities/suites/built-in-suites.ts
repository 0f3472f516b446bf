import { join } from 'node:path';
import { packageFolder } from '../package-folder';

/** Suites that come with Ratchet, by name. */
export const BUILT_IN_SUITES = ['atomic', 'extended', 'atomic-quick', 'extended-quick'] as const;

/** The file of a built-in suite; null for any other name. */
export function builtInSuiteFile(name: string): string | null {
  const known = BUILT_IN_SUITES.find((suite) => suite === name);
  return known === undefined ? null : join(packageFolder(), 'suites', `${known}.yaml`);
}
