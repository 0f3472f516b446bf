import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { parse } from 'yaml';
import { TableError } from './table/place';

/** A file that a name may stand for. */
export interface Places {
  /** Where files with a path are looked for. */
  readonly folder: string;
  /** Where built-in names are looked for, first to last. */
  readonly builtIn: readonly string[];
}

/** The file that is meant: a path with a slash or an ending as it is, a bare name among the built-in ones. */
export function findFile(what: string, nameOrFile: string, { folder, builtIn }: Places): string {
  const isPath = nameOrFile.includes('/') || /\.(ya?ml|json)$/.test(nameOrFile);
  const candidates = isPath
    ? [resolve(folder, nameOrFile)]
    : builtIn.map((place) => resolve(place, `${nameOrFile}.yaml`));
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new TableError(`the ${what} "${nameOrFile}"`, [`No such file: ${candidates.join(', ')}`]);
}

/** A YAML or JSON file, read as data. @throws {TableError} with line and column where it cannot be read */
export function readYaml(file: string): unknown {
  try {
    const value: unknown = parse(readFileSync(file, 'utf8'));
    return value;
  } catch (error) {
    throw new TableError(file, [error instanceof Error ? error.message : String(error)]);
  }
}

/** `lfm` for `tables/lfm.yaml`. */
export function nameOf(file: string): string {
  return basename(file, extname(file));
}
