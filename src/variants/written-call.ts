import type { Json } from '../json';
import type { Tool } from '../suites/suite';
import { type CallReading, callOf } from './call-value';
import { balancedEnd } from './read-json';
import { type Read, readSeparated } from './separated';
import { argumentNames } from './wording';
import { readWrittenValue } from './written-value';

/** A call written as a function call, and the index just past it. */
export interface WrittenCall {
  readonly reading: CallReading;
  readonly end: number;
}

interface Argument {
  /** Null for a value without a name: its place tells which it is. */
  readonly name: string | null;
  readonly value: Json;
}

const OPENING = /^([A-Za-z_][\w.-]*)\(/;

/** The name of the function call that starts at an index, or undefined where none does. */
export function writtenName(text: string, start: number): string | undefined {
  return OPENING.exec(text.slice(start))?.[1];
}

/**
 * The call `get_weather(city='Ghent')` that starts at an index. Arguments may be named with `=` or `:` or stand in the
 * order of the tool's schema; words without quotes are values only where `bareWords` says so.
 * Undefined where no function call starts here.
 */
export function readWrittenCall(
  text: string,
  start: number,
  { tools, bareWords }: { readonly tools: readonly Tool[]; readonly bareWords: boolean },
): WrittenCall | undefined {
  const name = writtenName(text, start);
  if (name === undefined) return undefined;
  const open = start + name.length;
  const read = readArguments(text, open + 1, bareWords);
  if (read !== undefined) return { reading: boundTo(name, read.value, tools), end: read.end };
  const end = balancedEnd(text, open);
  const why = `The arguments in ${name}(…) cannot be read`;
  return { reading: { ok: false, why }, end: end === -1 ? text.length : end };
}

function readArguments(
  text: string,
  from: number,
  bareWords: boolean,
): Read<readonly Argument[]> | undefined {
  return readSeparated<Argument>(text, { from, close: ')' }, (at) => {
    const name = /^["']?([A-Za-z_]\w*)["']?\s*[=:]\s*/.exec(text.slice(at));
    const read = readWrittenValue(text, at + (name?.[0].length ?? 0), bareWords);
    return read && { value: { name: name?.[1] ?? null, value: read.value }, end: read.end };
  });
}

function boundTo(name: string, given: readonly Argument[], tools: readonly Tool[]): CallReading {
  const tool = tools.find((known) => known.name === name);
  const places = tool === undefined ? [] : argumentNames(tool);
  const pairs = given.map((argument, place) => [argument.name ?? places[place], argument.value]);
  const named = pairs.filter((pair): pair is [string, Json] => typeof pair[0] === 'string');
  if (tool !== undefined && named.length < pairs.length) {
    return { ok: false, why: `The call of ${name} has more arguments than the tool takes` };
  }
  return callOf(name, Object.fromEntries(named), tools);
}
