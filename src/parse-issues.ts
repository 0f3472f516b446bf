import { z } from 'zod';
import type { InputIssue } from './input-issue';
import { didYouMean } from './nearest-word';

/** An object of exactly these fields; an unknown one is an error that names the nearest known one. */
export function fields<T extends z.core.$ZodLooseShape>(shape: T) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownFields(issue.keys, known) : undefined,
  });
}

/** Mistakes that are put into words. An input made to harm has as many as it has characters. */
const MOST_ISSUES = 100;

/** One line per unknown field: `inputIssues` gives each its own place. */
function unknownFields(keys: readonly string[], known: readonly string[]): string {
  const named = keys.slice(0, MOST_ISSUES);
  return named.map((key) => `unknown field${hint(key, known)}`).join('\n');
}

function hint(key: string, known: readonly string[]): string {
  return didYouMean(key, known) || `; the fields here are ${known.join(', ')}`;
}

/** What a schema found wrong, in words for the person who wrote the input; of very much only the beginning. */
export function inputIssues(error: z.ZodError, input: unknown): readonly InputIssue[] {
  const issues = eachPlain(error.issues, { input, at: [] });
  if (issues.length <= MOST_ISSUES) return issues;
  const more = { path: [], message: `more is wrong than the ${MOST_ISSUES} mistakes named here` };
  return [...issues.slice(0, MOST_ISSUES), more];
}

/** One more than are named, where there are more. */
function eachPlain(issues: readonly z.core.$ZodIssue[], place: Place): readonly InputIssue[] {
  return issues.slice(0, MOST_ISSUES + 1).flatMap((issue) => plainIssues(issue, place));
}

interface Place {
  readonly input: unknown;
  readonly at: InputIssue['path'];
}

function plainIssues(issue: z.core.$ZodIssue, place: Place): readonly InputIssue[] {
  const path = [...place.at, ...issue.path.map(asPathPart)];
  if (issue.code === 'unrecognized_keys') return unknownFieldIssues(issue, path);
  if (issue.code === 'invalid_union') return unionIssues(issue, { input: place.input, at: path });
  return [{ path, message: plainMessage(issue, valueAt(place.input, path)) }];
}

function plainMessage(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'invalid_type') return typeMessage(issue.expected, found);
  if (issue.code === 'invalid_value') return choiceMessage(issue.values, found);
  return issue.message;
}

function unknownFieldIssues(
  issue: z.core.$ZodIssueUnrecognizedKeys,
  path: InputIssue['path'],
): readonly InputIssue[] {
  const lines = issue.message.split('\n');
  return issue.keys.slice(0, MOST_ISSUES + 1).map((key, index) => ({
    path: [...path, key],
    message: lines[index] ?? 'unknown field',
  }));
}

/** The one alternative that has the right outer form tells more than the union itself. */
function unionIssues(issue: z.core.$ZodIssueInvalidUnion, place: Place): readonly InputIssue[] {
  const meant = issue.errors.filter((errors) => !errors.some(isOuterMismatch));
  const [only] = meant;
  if (meant.length === 1 && only !== undefined) {
    return eachPlain(only, place);
  }
  const found = describeValue(valueAt(place.input, place.at));
  return [{ path: place.at, message: `${issue.message}, found ${found}` }];
}

function isOuterMismatch(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && ['invalid_type', 'invalid_value'].includes(issue.code);
}

function typeMessage(expected: string, found: unknown): string {
  const wanted = TYPE_NAMES[expected] ?? expected;
  if (found === undefined) return `expected ${wanted}, but the field is missing`;
  return `expected ${wanted}, found ${describeValue(found)}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with named fields',
  record: 'an object with named fields',
};

/** `expected "a" or "b", found the text "c"`, with the choice that was meant. */
export function choiceMessage(values: readonly unknown[], found: unknown): string {
  const choices = values.map((value) => JSON.stringify(value)).join(' or ');
  if (found === undefined) return `expected ${choices}, but the field is missing`;
  const near = typeof found === 'string' ? didYouMean(found, values.map(String)) : '';
  return `expected ${choices}, found ${describeValue(found)}${near}`;
}

/** A value in a few words: `the text "Lisbon"`, `a list`, `nothing`. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `the text ${JSON.stringify(shortened(value))}`;
  if (typeof value === 'object') return describeContainer(value);
  // JSON has no word for a number beyond all bounds, but reads one: 1e999.
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return `the ${typeof value} ${text ?? typeof value}`;
}

function describeContainer(value: object): string {
  if (!Array.isArray(value)) return 'an object';
  return value.length === 0 ? 'an empty list' : 'a list';
}

function shortened(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}

function valueAt(input: unknown, path: InputIssue['path']): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.getOwnPropertyDescriptor(value, part)?.value;
  }, input);
}

function asPathPart(part: PropertyKey): string | number {
  return typeof part === 'symbol' ? String(part) : part;
}
