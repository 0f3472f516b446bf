import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { log } from '../log.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { hashFile } from './hash-file.ts';
import { isStamped, stamp } from './verified-stamp.ts';

/** A file that the user names, with the variable that names it. */
interface Named {
  readonly variable: string;
  readonly path: string;
}

/**
 * The user's own copy of the weights, used where it lies; undefined when there is none that is right.
 *
 * `RATCHET_WEIGHTS_<NAME>` names the file, `RATCHET_WEIGHTS_DIR` a folder with files named as in
 * the catalogue. A copy with other content is said to be so, left alone and not used.
 */
export async function localWeights(
  entry: CatalogueEntry,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  for (const named of namedFiles(entry, env)) {
    const complaint = await complaintAbout(named.path, entry, folder);
    if (complaint === undefined) return named.path;
    log(`${named.variable}: ${named.path} ${complaint}`);
  }
  return undefined;
}

/** The variable that names the file of this entry: `RATCHET_WEIGHTS_SMOLLM2_135M`. */
export function weightsVariable(name: string): string {
  return `RATCHET_WEIGHTS_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

function namedFiles(entry: CatalogueEntry, env: NodeJS.ProcessEnv): readonly Named[] {
  const variable = weightsVariable(entry.name);
  const path = env[variable];
  const folder = env['RATCHET_WEIGHTS_DIR'];
  return [
    ...(path ? [{ variable, path }] : []),
    ...(folder ? [{ variable: 'RATCHET_WEIGHTS_DIR', path: join(folder, entry.file) }] : []),
  ];
}

async function complaintAbout(
  path: string,
  entry: CatalogueEntry,
  folder: string,
): Promise<string | undefined> {
  const size = (await stat(path).catch(() => undefined))?.size;
  if (size === undefined) return 'is not there';
  if (size !== entry.bytes) return `has ${size} bytes, expected ${entry.bytes}; not used`;
  if (await isStamped(folder, path, entry.sha256)) return undefined;
  const found = await hashFile(path);
  if (found !== entry.sha256) return `has SHA-256 ${found}, expected ${entry.sha256}; not used`;
  await stamp(folder, path, entry.sha256);
  return undefined;
}
