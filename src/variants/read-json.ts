import type { Json } from '../json';
import { tooLarge } from '../size-limits';

/** Whoever writes, compares or checks deeper values would exhaust the stack; no call needs as many levels. */
const READABLE = { size: Number.MAX_SAFE_INTEGER, depth: 64 };

/** The value that a text holds as JSON, or undefined where it is none, or lists and objects within each other without end. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return tooLarge(value, READABLE) === null ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where the bracket that opens at `start` is closed: the index just past it, or -1 where it never is.
 * Brackets inside double-quoted strings do not count.
 */
export function balancedEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') at = stringEnd(text, at);
    else if ('{[('.includes(char)) depth += 1;
    else if ('}])'.includes(char)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

/** The index of the quote that ends the string opened at `start`, or the text's end where none does. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '"') return at;
  }
  return text.length;
}
