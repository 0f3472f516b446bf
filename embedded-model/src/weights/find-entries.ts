import { UserError } from '../user-error.ts';
import { CATALOGUE, type CatalogueEntry } from './catalogue.ts';

/**
 * The catalogue entries of these names, each once; all of them when no name is given.
 *
 * @throws {@link UserError} when a name is not in the catalogue
 */
export function findEntries(names: readonly string[]): readonly CatalogueEntry[] {
  if (names.length === 0) return CATALOGUE;
  return [...new Set(names)].map(findEntry);
}

function findEntry(name: string): CatalogueEntry {
  const entry = CATALOGUE.find((known) => known.name === name);
  if (entry) return entry;
  const known = CATALOGUE.map((each) => each.name).join(', ');
  throw new UserError(`--model: "${name}" is not in the catalogue; expected one of ${known}`);
}
