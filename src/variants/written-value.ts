import type { Json } from '../json';
import { balancedEnd, parseJson } from './read-json';
import { type Read, readSeparated } from './separated';

const CONSTANTS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['null', null],
  ['None', null],
]);

/**
 * The value that starts at an index, written as Python or JavaScript would: a quoted text, number, constant, list or
 * JSON object; words without quotes count as text only where `bareWords` says so. Undefined where there is none.
 */
export function readWrittenValue(
  text: string,
  start: number,
  bareWords: boolean,
): Read<Json> | undefined {
  const char = text.charAt(start);
  if (char === '"' || char === "'") return readQuoted(text, start);
  if (char === '[') return readList(text, start, bareWords);
  if (char === '{') return readObject(text, start);
  return readWord(text, start, bareWords);
}

function readQuoted(text: string, start: number): Read<Json> | undefined {
  const quote = text.charAt(start);
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === quote) return { value, end: at + 1 };
    if (char === '\\') at += 1;
    value += text.charAt(at);
  }
  return undefined;
}

function readList(text: string, start: number, bareWords: boolean): Read<Json> | undefined {
  return readSeparated<Json>(text, { from: start + 1, close: ']' }, (at) =>
    readWrittenValue(text, at, bareWords),
  );
}

function readObject(text: string, start: number): Read<Json> | undefined {
  const end = balancedEnd(text, start);
  const value = end === -1 ? undefined : parseJson(text.slice(start, end));
  return value === undefined ? undefined : { value, end };
}

function readWord(text: string, start: number, bareWords: boolean): Read<Json> | undefined {
  const word = /^[^,()[\]{}"'\n]*/.exec(text.slice(start))?.[0].trimEnd() ?? '';
  if (word === '') return undefined;
  const end = start + word.length;
  const constant = CONSTANTS.get(word);
  if (constant !== undefined) return { value: constant, end };
  if (/^-?\d+(\.\d+)?$/.test(word)) return { value: Number(word), end };
  return bareWords ? { value: word, end } : undefined;
}
