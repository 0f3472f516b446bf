import { quotedPattern } from './quoted-pattern';

/** What the text of an answer must have in it. */
export type TextPart =
  | {
      readonly kind: 'anywhere' | 'start' | 'whole';
      /** One of these is enough. */
      readonly any: readonly string[];
      readonly isCaseless: boolean;
    }
  | { readonly kind: 'pattern'; readonly pattern: string };

/** More texts than this, in any order, make a regular expression that nobody reads. */
const MOST_TEXTS = 4;

/** The one regular expression that an answer matches as a whole if it has all the parts; null: there is none to write. */
export function patternOfParts(parts: readonly TextPart[]): string | null {
  const [first, ...others] = withoutImplied(parts);
  if (!first) return null;
  return others.length === 0 ? patternOf(first) : inAnyOrder([first, ...others]);
}

function patternOf(part: TextPart): string {
  if (part.kind === 'pattern') return `(?s:.*)(?:${part.pattern})(?s:.*)`;
  // White space around an answer does not count.
  if (part.kind === 'whole') return alternatives(part.any.map((text) => text.trim()));
  if (part.kind === 'start') return `(?s)${alternatives(part.any.map((text) => text.trimStart()))}.*`;
  return `(?s${part.isCaseless ? 'i' : ''}).*${alternatives(part.any)}.*`;
}

function alternatives(texts: readonly string[]): string {
  const quoted = texts.map(quotedPattern);
  return quoted.length === 1 ? quoted.join('') : `(?:${quoted.join('|')})`;
}

type Words = Exclude<TextPart, { readonly kind: 'pattern' }>;

function isWords(part: TextPart): part is Words {
  return part.kind === 'anywhere';
}

/** A text that stands in another one that is due is due with it. */
function withoutImplied(parts: readonly TextPart[]): readonly TextPart[] {
  return parts.filter((part, place) => {
    if (!isWords(part) || part.any.length > 1) return true;
    return !parts.some(
      (other, otherPlace) =>
        otherPlace !== place &&
        isWords(other) &&
        other.any.length === 1 &&
        implies(other, part) &&
        !(implies(part, other) && place < otherPlace),
    );
  });
}

function implies(whole: Words, part: Words): boolean {
  if (whole.isCaseless && !part.isCaseless) return false;
  const [longer = '', text = ''] = [whole.any[0], part.any[0]];
  return part.isCaseless
    ? longer.toLowerCase().includes(text.toLowerCase())
    : longer.includes(text);
}

/** RE2 has no look-ahead: each order is written out. Texts that could overlap would need more than their orders. */
function inAnyOrder(parts: readonly TextPart[]): string | null {
  if (parts.length > MOST_TEXTS) return null;
  const words = parts.filter(isWords);
  if (words.length < parts.length || words.some((one) => words.some((other) => one !== other && overlap(one, other)))) {
    return null;
  }
  const texts = words.map(({ any, isCaseless }) =>
    isCaseless ? `(?i:${alternatives(any)})` : alternatives(any),
  );
  return `(?s).*(?:${orders(texts)
    .map((order) => order.join('.*'))
    .join('|')}).*`;
}

function orders(texts: readonly string[]): readonly (readonly string[])[] {
  if (texts.length <= 1) return [texts];
  return texts.flatMap((text, place) =>
    orders(texts.filter((_, other) => other !== place)).map((rest) => [text, ...rest]),
  );
}

function overlap(one: Words, other: Words): boolean {
  const [left, right] = [one, other].map(({ any }) => any.map((text) => text.toLowerCase()));
  return (left ?? []).some((a) =>
    (right ?? []).some((b) => a.includes(b) || endsLike(a, b) || endsLike(b, a)),
  );
}

/** Does the end of one text, of two characters or more, begin the other one? */
function endsLike(one: string, other: string): boolean {
  const most = Math.min(one.length, other.length);
  return Array.from({ length: most }, (_, index) => index + 1).some(
    (length) => length > 1 && one.endsWith(other.slice(0, length)),
  );
}
