import { z } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { describeValue } from '../parse-issues';
import { patternProblem } from './match-pattern';
import { isIsoTime } from './same-time';

/** What is wrong with a matcher, and where below it. */
interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A plain value, short for `equals`, or an object of one of the words in `WORDS`. */
export const matcher = z.json().superRefine((value, context) => {
  for (const { path, message } of matcherProblems(value)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

type Check = (value: Json) => readonly Problem[];

/** Per word what its value must be. */
const WORDS: Readonly<Record<string, Check>> = {
  any: (value) => unless(value === true, `expected any: true, found ${describeValue(value)}`),
  absent: (value) => unless(value === true, `expected absent: true, found ${describeValue(value)}`),
  oneOf: (value) =>
    unless(
      Array.isArray(value) && value.length > 0,
      `expected oneOf: with a list of at least one value, found ${describeValue(value)}`,
    ),
  matches: patternProblems,
  sameTime: (value) =>
    unless(
      typeof value === 'string' && isIsoTime(value),
      `expected sameTime: with an ISO 8601 time such as "2026-03-01T10:00:00Z", found ${describeValue(value)}`,
    ),
  sameWords: (value) =>
    unless(
      typeof value === 'string' && /[\p{L}\p{N}]/u.test(value),
      `expected sameWords: with a text of some letters or digits, found ${describeValue(value)}`,
    ),
  optional: (value) => below(['optional'], matcherProblems(value)),
  withFields: (value) =>
    isJsonObject(value)
      ? Object.entries(value).flatMap(([name, inner]) =>
          below(['withFields', name], matcherProblems(inner)),
        )
      : problem(
          `expected withFields: with a matcher for each field, found ${describeValue(value)}`,
        ),
  withEntries: (value) =>
    Array.isArray(value)
      ? value.flatMap((inner: Json, index) =>
          below(['withEntries', index], matcherProblems(inner)),
        )
      : problem(`expected withEntries: with a list of matchers, found ${describeValue(value)}`),
};

function matcherProblems(value: Json): readonly Problem[] {
  if (!isJsonObject(value)) return [];
  const check = checkFor(Object.keys(value));
  return check?.(value) ?? [];
}

/** An object is a matcher by its form alone: one of the words as its only field, or `near` and `within`. */
function checkFor(names: readonly string[]): ((object: JsonObject) => readonly Problem[]) | null {
  if (names.toSorted().join() === 'near,within') return nearProblems;
  const [word, ...others] = names;
  if (word === undefined || others.length > 0) return null;
  const check = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  return check === undefined ? null : (object) => check(object[word] ?? null);
}

function patternProblems(value: Json): readonly Problem[] {
  if (typeof value !== 'string') {
    return problem(
      `expected matches: with a regular expression as a text, found ${describeValue(value)}`,
    );
  }
  const wrong = patternProblem(value);
  return unless(wrong === null, `not a regular expression of RE2's syntax: ${wrong}`);
}

function nearProblems({ near, within }: JsonObject): readonly Problem[] {
  return unless(
    typeof near === 'number' && typeof within === 'number' && within >= 0,
    'expected near: with a number and within: with a number of at least 0, as in {near: 21.5, within: 0.5}',
  );
}

function below(path: Problem['path'], problems: readonly Problem[]): readonly Problem[] {
  return problems.map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
}

function unless(fine: boolean, message: string): readonly Problem[] {
  return fine ? [] : problem(message);
}

function problem(message: string): readonly Problem[] {
  return [{ path: [], message }];
}
