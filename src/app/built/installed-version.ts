import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of a package that code in this folder would load; null: none is installed. */
export function installedVersion(folder: string, name: string): string | null {
  const text = readOrNull(join(folder, 'node_modules', name, 'package.json'));
  if (text !== null) return versionIn(text);
  const parent = dirname(folder);
  return parent === folder ? null : installedVersion(parent, name);
}

function versionIn(text: string): string | null {
  const described: unknown = JSON.parse(text);
  if (typeof described !== 'object' || described === null || !('version' in described)) return null;
  return typeof described.version === 'string' ? described.version : null;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
