import { RE2JS } from 're2js';

/** Compiled patterns of the suites at hand; the same few are asked for again and again. */
const compiled = new Map<string, RE2JS>();
const MOST_KEPT = 1_000;

/** Why a regular expression cannot be used; null: it can. */
export function patternProblem(pattern: string): string | null {
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Does the whole text match? In time that grows with the text alone, whatever the pattern is: a model's answer must not
 * be able to stop a run.
 */
export function matchesWhole(pattern: string, text: string): boolean {
  return patternOf(pattern).matches(text);
}

function patternOf(pattern: string): RE2JS {
  const known = compiled.get(pattern) ?? RE2JS.compile(pattern);
  if (compiled.size >= MOST_KEPT) compiled.clear();
  compiled.set(pattern, known);
  return known;
}
