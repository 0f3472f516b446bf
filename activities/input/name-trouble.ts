import { type Document, isScalar, visit } from 'yaml';

/** What is wrong with a name in a document, and at which offset of the text. */
interface NameTrouble {
  readonly offset: number;
  readonly message: string;
}

/**
 * Is a name used twice in one object, or is one `__proto__`, which what reads the fields would leave out without a word?
 *
 * The library compares each name with each, which takes minutes for a file of 100,000 names.
 *
 * @returns the first one; null: all is well
 */
export function nameTrouble(document: Document.Parsed): NameTrouble | null {
  let found: NameTrouble | null = null;
  visit(document, {
    Map(_, map) {
      found = troubleIn(map.items.map(({ key }) => key));
      return found === null ? undefined : visit.BREAK;
    },
  });
  return found;
}

function troubleIn(keys: readonly unknown[]): NameTrouble | null {
  const names = new Set<unknown>();
  for (const key of keys) {
    if (!isScalar(key)) continue;
    const offset = key.range?.[0] ?? 0;
    if (names.has(key.value)) return { offset, message: 'Map keys must be unique' };
    if (key.value === '__proto__') return { offset, message: 'no name may be __proto__' };
    names.add(key.value);
  }
  return null;
}
