import { basename, resolve } from 'node:path';
import { CliError, EXIT } from '../cli-error';
import type { Ask } from './question';

/**
 * The study's name: the one that was given, else the folder's as far as it can be one.
 *
 * @throws {CliError} bad input, where a name is none
 */
export async function chooseName(
  folder: string,
  given: string | undefined,
  ask: Ask | undefined,
): Promise<string> {
  const standard = fromFolder(folder);
  const name = given ?? (ask ? await ask('Name of the study?', standard) : standard);
  if (/^[a-z0-9-]{1,63}$/.test(name)) return name;
  throw new CliError(
    EXIT.badInput,
    `Cannot call a study "${name}": expected 1 to 63 of a-z, 0-9 and -`,
  );
}

function fromFolder(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  return name === '' ? 'my-study' : name;
}
