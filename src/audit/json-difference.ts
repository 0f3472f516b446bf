import { fieldPath } from '../input-issue';

/** The first place where two JSON values differ. */
export interface JsonDifference {
  /** `summaries[0].runs`; `(document)` for the value itself. */
  readonly at: string;
  /** As JSON, shortened; `nothing` where there is no such field. */
  readonly expected: string;
  readonly found: string;
}

type Path = readonly (string | number)[];

/**
 * Where a value first differs from what it should be; null: nowhere.
 *
 * @param optional - fields, by their dotted names without list places, that may be missing from what was found: values
 * of earlier versions lack them
 */
export function jsonDifference(
  expected: unknown,
  found: unknown,
  optional: readonly string[] = [],
): JsonDifference | null {
  return differenceAt([], { expected, found, optional });
}

interface Pair {
  readonly expected: unknown;
  readonly found: unknown;
  readonly optional: readonly string[];
}

function differenceAt(path: Path, pair: Pair): JsonDifference | null {
  const { expected, found } = pair;
  if (isGroup(expected) && isGroup(found) && Array.isArray(expected) === Array.isArray(found)) {
    return differenceInside(path, { ...pair, expected, found });
  }
  if (expected === found) return null;
  return { at: fieldPath(path), expected: shown(expected), found: shown(found) };
}

function differenceInside(
  path: Path,
  { expected, found, optional }: Pair & { readonly expected: object; readonly found: object },
): JsonDifference | null {
  const [ours, theirs] = [new Map(fieldsOf(expected)), new Map(fieldsOf(found))];
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const inner = [...path, key];
    if (!theirs.has(key) && optional.includes(dotted(inner))) continue;
    const pair = { expected: ours.get(key), found: theirs.get(key), optional };
    const difference = differenceAt(inner, pair);
    if (difference) return difference;
  }
  return null;
}

function fieldsOf(group: object): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(group)) return group.map((value: unknown, place) => [place, value]);
  return Object.entries(group).filter(([, value]) => value !== undefined);
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function dotted(path: Path): string {
  return path.filter((part) => typeof part === 'string').join('.');
}

const MOST = 160;

/** A value as a person reads it in a message. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= MOST ? text : `${text.slice(0, MOST)}...`;
}
