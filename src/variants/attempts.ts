import { isJsonObject, type Json } from '../json';
import type { Tool } from '../suites/suite';
import { type CallReading, looksLikeCall, readCallValue } from './call-value';
import { balancedEnd, parseJson } from './read-json';
import { readSeparated, skipSpace } from './separated';
import { readWrittenCall, writtenName } from './written-call';

/** What stands at one place of a text: the calls tried there, and where to read on. */
export interface Attempts {
  readonly readings: readonly CallReading[];
  readonly end: number;
}

/** Calls tried as JSON or as a list in brackets, from an index on. Undefined where neither starts there. */
export function dataAttempts(
  text: string,
  start: number,
  tools: readonly Tool[],
): Attempts | undefined {
  const char = text.charAt(start);
  if (char === '{') return jsonAttempts(text, start, tools);
  if (char !== '[') return undefined;
  return bracketAttempts(text, start, tools) ?? jsonAttempts(text, start, tools);
}

function jsonAttempts(text: string, start: number, tools: readonly Tool[]): Attempts | undefined {
  const end = balancedEnd(text, start);
  const value = end === -1 ? undefined : parseJson(text.slice(start, end));
  if (value !== undefined) return { readings: readingsIn(value, tools), end };
  if (!startsLikeCall(text.slice(start))) return undefined;
  const why = 'A call is written as JSON that cannot be parsed';
  return { readings: [{ ok: false, why }], end: end === -1 ? text.length : end };
}

function startsLikeCall(rest: string): boolean {
  return /^(\[\s*)?\{\s*["'](name|tool|function|tool_call|calls|tool_calls|type["']\s*:\s*["']function)["']/.test(
    rest,
  );
}

/** The calls in a JSON value: one, a list of them, or a list under `calls` or `tool_calls`. */
function readingsIn(value: Json, tools: readonly Tool[]): readonly CallReading[] {
  if (isList(value)) return value.flatMap((item) => readingsIn(item, tools));
  if (!isJsonObject(value)) return [];
  const calls = value['calls'] ?? value['tool_calls'];
  if (isList(calls)) return calls.flatMap((item) => readingsIn(item, tools));
  return looksLikeCall(value, tools) ? [readCallValue(value, tools)] : [];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Calls in brackets: `[get_weather(city='Ghent'), search_files(pattern='*.pdf')]`. Undefined where it is no such list. */
function bracketAttempts(
  text: string,
  start: number,
  tools: readonly Tool[],
): Attempts | undefined {
  const first = writtenName(text, skipSpace(text, start + 1));
  if (first === undefined) return undefined;
  const list = readSeparated<CallReading>(text, { from: start + 1, close: ']' }, (at) => {
    const call = readWrittenCall(text, at, { tools, bareWords: true });
    return call && { value: call.reading, end: call.end };
  });
  if (list !== undefined) return { readings: list.value, end: list.end };
  if (!isKnown(first, tools)) return undefined;
  const why = 'A list of calls in brackets cannot be read';
  return { readings: [{ ok: false, why }], end: text.length };
}

/** A call that has a line to itself: `get_weather(city="Ghent")`. Undefined where the line is something else. */
export function lineAttempt(
  text: string,
  start: number,
  tools: readonly Tool[],
): Attempts | undefined {
  const name = writtenName(text, start);
  if (name === undefined || !isKnown(name, tools)) return undefined;
  const call = readWrittenCall(text, start, { tools, bareWords: false });
  if (call === undefined) return undefined;
  const tail = /^[)`;.,\s]*?(?=\n|$)/.exec(text.slice(call.end));
  return tail === null ? undefined : { readings: [call.reading], end: call.end + tail[0].length };
}

/** Is it the name of one of the tools? */
export function isKnown(name: string, tools: readonly Tool[]): boolean {
  return tools.some((tool) => tool.name === name);
}
