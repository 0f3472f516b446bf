import { textOf } from '../../../../../activities/store/key-value/key-value';
import { bytesOf, type Tried, trial } from './trial';

/** More than a page of the lists that are known. */
const MANY = 1_100;
const ALIKE = ['a/b', 'a/b/c', 'a/bc', 'a.b', 'ab', 'b'];
const PREFIXES = ['', 'a', 'a/', 'a/b', 'a/b/', 'a/bc', 'c'];
const ODD = [
  '.hidden',
  '-',
  '_',
  'a..b',
  'UPPER',
  'upper',
  '0',
  'x.jsonl.gz',
  `${'long/'.repeat(20)}${'er'.repeat(125)}`,
];

export const lists = [
  trial(
    'lists what begins with a prefix, and nothing else',
    prefixes,
    'compare the whole key with the prefix, which need not end at a /',
  ),
  trial(`lists ${MANY} keys`, manyKeys, 'ask for further pages of the list until there is none'),
  trial(
    'takes odd keys',
    oddKeys,
    'take keys of A-Z a-z 0-9 . _ - and / with up to 400 characters as they are',
  ),
];

async function prefixes({ write, list, under }: Tried): Promise<string | null> {
  for (const name of ALIKE) await write(under(name), bytesOf(name), null);
  for (const prefix of PREFIXES) {
    const expected = ALIKE.filter((name) => name.startsWith(prefix)).map(under);
    const wrong = difference(await list(under(prefix)), expected);
    if (wrong !== null) return `list() of ${under(prefix)}: ${wrong}`;
  }
  return null;
}

async function manyKeys({ write, list, under }: Tried): Promise<string | null> {
  const keys = Array.from({ length: MANY }, (_, place) => under(`many/${place}`));
  await Promise.all(keys.map((key) => write(key, bytesOf('x'), null)));
  return difference(await list(under('many/')), keys);
}

async function oddKeys({ read, write, list, under }: Tried): Promise<string | null> {
  for (const name of ODD) {
    if ((await write(under(name), bytesOf(name), null)) === null) {
      return `write() of ${name} was refused`;
    }
  }
  for (const name of ODD) {
    const found = await read(under(name));
    const there = found && textOf(found);
    if (there !== name) return `read() of ${name} gave ${there ?? 'null'}`;
  }
  return difference(await list(under('')), ODD.map(under));
}

function difference(found: readonly string[], expected: readonly string[]): string | null {
  const told = new Set(found);
  const known = new Set(expected);
  const missing = expected.filter((key) => !told.has(key));
  const strange = found.filter((key) => !known.has(key));
  if (missing.length > 0) return `it lacks ${missing.length}, among them ${missing[0]}`;
  if (strange.length > 0) return `it tells ${strange.length} too many, among them ${strange[0]}`;
  return found.length === expected.length ? null : 'it tells a key twice';
}
