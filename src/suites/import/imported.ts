import { describeIssues } from '../../input-issue';
import type { SchemaReader } from '../check-tools';
import { parseSuite } from '../parse-suite';
import { suiteFile } from '../parse-suite-file';
import type { Carried, Entry, NotCarried } from './entry';

/** What of another tool's file becomes a suite, and what does not. */
export interface Imported {
  /** Test cases there were. */
  readonly found: number;
  readonly entries: readonly Entry[];
  readonly notCarried: readonly NotCarried[];
}

/** A value of another tool's file, and its place: `data.csv:12`. */
export interface Placed {
  readonly at: string;
  readonly value: unknown;
}

/** An item with its tools, before anybody checked it. */
export interface Draft {
  readonly at: string;
  /** Its name there. */
  readonly what: string;
  readonly item: unknown;
  readonly tools: readonly unknown[];
}

/** The entry, if it is a valid suite by itself, held out or not; else what is wrong with it. */
export function checkedEntry({ at, what, item, tools }: Draft, reader: SchemaReader): Carried {
  const { heldOut, ...others } = Object(item);
  const file = { name: 'entry', tools, items: [others] };
  const parsed = parseSuite(file, reader);
  if (!parsed.ok) {
    const why = describeIssues(parsed.issues).replaceAll('\n', '; ');
    return { ok: false, notCarried: { at, what, why, mend: 'mend it there, or leave it out' } };
  }
  const read = suiteFile.parse(file);
  const [first] = read.items;
  if (!first) throw new RangeError('An entry has an item');
  const carried = heldOut === undefined ? first : { ...first, heldOut: heldOut === true };
  return { ok: true, entry: { at, item: carried, tools: read.tools } };
}

/** All together, in order. */
export function together(parts: readonly Imported[]): Imported {
  return {
    found: parts.reduce((sum, { found }) => sum + found, 0),
    entries: parts.flatMap(({ entries }) => entries),
    notCarried: parts.flatMap(({ notCarried }) => notCarried),
  };
}

/** One test case, carried over or not, with what was left of it. */
export function oneOf(carried: Carried, left: readonly NotCarried[] = []): Imported {
  return {
    found: 1,
    entries: carried.ok ? [carried.entry] : [],
    notCarried: carried.ok ? left : [...left, carried.notCarried],
  };
}
