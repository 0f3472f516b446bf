import type { Json } from '../../json';
import type { PromptfooAssertion } from './parse-promptfoo';
import { filledIn } from './template';

type Variables = Readonly<Record<string, unknown>>;

/** The value of an assertion with the variables of its texts filled in; in objects promptfoo fills in none either. */
export function valueOf({ value }: PromptfooAssertion, variables: Variables): Json | undefined {
  if (typeof value === 'string') return filledIn(value, variables);
  if (!Array.isArray(value)) return value;
  return value.map((each) => (typeof each === 'string' ? filledIn(each, variables) : each));
}

/** @throws {RangeError} where it has no text that is not empty */
export function textOf(assertion: PromptfooAssertion, variables: Variables): string {
  const text = plain(valueOf(assertion, variables));
  if (text !== '') return text;
  throw new RangeError(`the assertion "${assertion.type}" has no text as its value`);
}

/** @throws {RangeError} where it has none */
export function textsOf(assertion: PromptfooAssertion, variables: Variables): readonly string[] {
  const texts = listOf(valueOf(assertion, variables));
  if (texts.length > 0) return texts;
  throw new RangeError(`the assertion "${assertion.type}" has no list of texts as its value`);
}

/** A list of texts, or a text with parts between commas. */
export function listOf(value: Json | undefined): readonly string[] {
  const texts = Array.isArray(value) ? value.map(plain) : partsOf(plain(value));
  return texts.filter((text: string) => text !== '');
}

function plain(value: Json | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

/** Parts between commas; one in quotation marks may have commas in it. */
export function partsOf(text: string): readonly string[] {
  return [...text.matchAll(/\s*"((?:\\["\\]|""|[^"])*)"\s*|[^,]+/g)]
    .map(([part, quoted]) => quoted?.replaceAll(/\\(["\\])|"(")/g, '$1$2') ?? part.trim())
    .filter((part) => part !== '');
}

