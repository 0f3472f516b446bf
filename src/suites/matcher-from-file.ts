import { isJsonObject, type Json } from '../json';
import type { Matcher } from './suite';

/** Reads a matcher as it is written in a suite; all that has not the form of one is the value itself. */
export function matcherFromFile(value: Json): Matcher {
  if (!isJsonObject(value)) return { kind: 'equals', value };
  const { near, within, ...rest } = value;
  if (typeof near === 'number' && typeof within === 'number' && Object.keys(rest).length === 0) {
    return { kind: 'near', value: near, within };
  }
  const [field, ...others] = Object.entries(value);
  if (field === undefined || others.length > 0) return { kind: 'equals', value };
  return oneWordMatcher(...field) ?? { kind: 'equals', value };
}

function oneWordMatcher(word: string, value: Json): Matcher | null {
  if (word === 'equals') return { kind: 'equals', value };
  if (word === 'optional') return { kind: 'optional', matcher: matcherFromFile(value) };
  if (value === true) return word === 'any' || word === 'absent' ? { kind: word } : null;
  if (typeof value === 'string') return textMatcher(word, value);
  return groupMatcher(word, value);
}

/** The same for each argument of a call, or each field of an object. */
export function matchersFromFile(
  values: Readonly<Record<string, Json>>,
): Readonly<Record<string, Matcher>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, matcherFromFile(value)]),
  );
}

function textMatcher(word: string, text: string): Matcher | null {
  if (word === 'matches') return { kind: 'matches', pattern: text };
  return word === 'sameTime' || word === 'sameWords' ? { kind: word, text } : null;
}

function groupMatcher(word: string, value: Json): Matcher | null {
  if (word === 'withFields' && isJsonObject(value)) {
    return { kind: 'withFields', fields: matchersFromFile(value) };
  }
  if (!Array.isArray(value)) return null;
  if (word === 'oneOf') return { kind: 'oneOf', values: value };
  return word === 'withEntries'
    ? { kind: 'withEntries', entries: value.map(matcherFromFile) }
    : null;
}
