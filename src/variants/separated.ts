/** One part of a text, and the index just past it. */
export interface Read<T> {
  readonly value: T;
  readonly end: number;
}

/**
 * The parts between commas from an index up to the closing character, each read by `readPart`.
 * Undefined where a part cannot be read or the list is not closed.
 */
export function readSeparated<T>(
  text: string,
  { from, close }: { readonly from: number; readonly close: string },
  readPart: (at: number) => Read<T> | undefined,
): Read<readonly T[]> | undefined {
  const parts: T[] = [];
  let at = skipSpace(text, from);
  while (text.charAt(at) !== close) {
    const part = readPart(at);
    if (part === undefined) return undefined;
    parts.push(part.value);
    at = skipSpace(text, part.end);
    if (text.charAt(at) === ',') at = skipSpace(text, at + 1);
    else if (text.charAt(at) !== close) return undefined;
  }
  return { value: parts, end: at + 1 };
}

/** The first index from `at` on that holds no white space. */
export function skipSpace(text: string, at: number): number {
  let index = at;
  while (/\s/.test(text.charAt(index))) index += 1;
  return index;
}
