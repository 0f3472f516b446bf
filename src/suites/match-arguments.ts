import { isJsonObject, type Json, type JsonObject } from '../json';
import { matchesWhole } from './match-pattern';
import { normalise, wordsOf } from './normalise';
import { sameTime } from './same-time';
import type { ExpectedCall, Matcher, ToolCall } from './suite';

type MatcherOf<Kind extends Matcher['kind']> = Extract<Matcher, { readonly kind: Kind }>;

/**
 * Are these the arguments that were expected, each as a whole?
 * An argument that is not expected must be absent or empty.
 */
export function matchArguments(
  expected: ExpectedCall['arguments'],
  found: ToolCall['arguments'],
): boolean {
  return namesOf(expected, found).every((name) => {
    const matcher = own(expected, name);
    const value = own(found, name);
    return matcher === undefined ? isEmpty(value) : matches(matcher, value);
  });
}

/** Does a value satisfy a matcher? Undefined: the argument is absent. */
export function matches<Kind extends Matcher['kind']>(
  matcher: MatcherOf<Kind>,
  found: Json | undefined,
): boolean {
  const takes: Takers[Kind] = TAKERS[matcher.kind as Kind];
  return takes(matcher, found);
}

type Takers = {
  readonly [Kind in Matcher['kind']]: (
    matcher: MatcherOf<Kind>,
    found: Json | undefined,
  ) => boolean;
};

const TAKERS: Takers = {
  any: () => true,
  equals: ({ value }, found) => sameValue(value, found),
  oneOf: ({ values }, found) => values.some((value) => sameValue(value, found)),
  absent: (_, found) => isEmpty(found),
  optional: ({ matcher }, found) => isEmpty(found) || matches(matcher, found),
  matches: ({ pattern }, found) => isTextual(found) && matchesWhole(pattern, String(found)),
  near: isNear,
  sameTime: ({ text }, found) => typeof found === 'string' && sameTime(text, found),
  sameWords: ({ text }, found) => isTextual(found) && wordsOf(text) === wordsOf(String(found)),
  withFields: ({ fields }, found) => isJsonObject(found) && matchArguments(fields, found),
  withEntries: ({ entries }, found) =>
    Array.isArray(found) &&
    found.length === entries.length &&
    entries.every((entry, index) => matches(entry, found[index])),
};
function isTextual(found: Json | undefined): found is string | number {
  return typeof found === 'string' || typeof found === 'number';
}

/** A tolerance is meant in decimals: 0.3 is within 0.1 of 0.2, whatever binary fractions make of it. */
function isNear(
  { value, within }: MatcherOf<'near'>,
  found: Json | undefined,
): boolean {
  const number = numberIn(found);
  const slack = Number.EPSILON * 4 * Math.max(Math.abs(value), within);
  return number !== null && Math.abs(number - value) <= within + slack;
}

/**
 * Is what was found the value expected?
 * A number may be found as text ("3" for 3): a suite can only expect a number where the tool's schema allows one.
 */
export function sameValue(expected: Json, found: Json | undefined): boolean {
  if (isEmpty(expected)) return isEmpty(found);
  if (typeof expected === 'number') return sameNumber(expected, found);
  if (typeof expected === 'string') return sameText(expected, found);
  if (Array.isArray(expected)) return sameList(expected, found);
  if (isJsonObject(expected)) return isJsonObject(found) && sameFields(expected, found);
  return expected === found;
}

/** Absent, null, or nothing in it: what an argument that is not expected may be. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

const NUMERAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function sameText(expected: string, found: Json | undefined): boolean {
  return typeof found === 'string' && normalise(expected) === normalise(found);
}

function sameNumber(expected: number, found: Json | undefined): boolean {
  return numberIn(found) === expected;
}

function numberIn(found: Json | undefined): number | null {
  if (typeof found === 'number') return found;
  return typeof found === 'string' && NUMERAL.test(found.trim()) ? Number(found) : null;
}

function sameList(expected: readonly Json[], found: Json | undefined): boolean {
  return (
    Array.isArray(found) &&
    found.length === expected.length &&
    expected.every((value, index) => sameValue(value, found[index]))
  );
}

function sameFields(expected: JsonObject, found: JsonObject): boolean {
  return namesOf(expected, found).every((name) =>
    sameValue(own(expected, name) ?? null, own(found, name)),
  );
}

function namesOf(left: object, right: object): readonly string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])];
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
