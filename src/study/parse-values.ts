import { z } from 'zod';
import { describeValue } from '../parse-issues';

/** Says what was expected and what was found, in place of a schema's own words. */
export function expected(what: string): { readonly error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => `expected ${what}, found ${describeValue(input)}` };
}

/** A whole number within limits. */
export function wholeNumber(least: number, most: number): z.ZodInt {
  const limits = expected(`a whole number from ${least} to ${most}`);
  return z.int().min(least, limits).max(most, limits);
}

/** A number within limits. */
export function numberBetween(least: number, most: number): z.ZodNumber {
  const limits = expected(`a number from ${least} to ${most}`);
  return z.number().min(least, limits).max(most, limits);
}

/** A number above 0. */
export function positiveNumber(): z.ZodNumber {
  return z.number().positive(expected('a number above 0'));
}

/** A text that a pattern describes. */
export function textLike(pattern: RegExp, what: string): z.ZodString {
  return z.string().regex(pattern, expected(what));
}

/** A text that a pattern describes and that can name a field: objects have some, such as `constructor`, from the start. */
export function nameLike(pattern: RegExp, what: string): z.ZodString {
  return textLike(pattern, what).refine(
    (name) => !(name in Object.prototype),
    expected('another name, which JavaScript has no use for'),
  );
}

/** A text of at most so many characters. */
export function textUpTo(characters: number): z.ZodString {
  return z.string().max(characters, `expected at most ${characters} characters, found more`);
}

/** A text that is not empty. */
export function someText(what: string): z.ZodString {
  return z.string().min(1, expected(what));
}
