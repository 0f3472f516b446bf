import type { Tool } from '../suites/suite';
import { type Attempts, dataAttempts, isKnown } from './attempts';
import type { CallReading } from './call-value';
import { skipSpace } from './separated';
import { readWrittenCall, writtenName } from './written-call';

/**
 * Calls in the fenced block that opens at an index. A block is an attempt when calls are all that is in it; code that
 * does more is code, however often it names a tool. The whole block is passed over either way.
 */
export function fencedAttempts(text: string, start: number, tools: readonly Tool[]): Attempts {
  const opening = /^```[^\n`{[]*\n?/.exec(text.slice(start))?.[0] ?? '```';
  const from = start + opening.length;
  const close = text.indexOf('```', from);
  const body = text.slice(from, close === -1 ? text.length : close);
  const language = opening.slice(3).trim().toLowerCase();
  return {
    readings: readBlock(body, tools) ?? unreadBlock(body, { language, tools }),
    end: close === -1 ? text.length : close + 3,
  };
}

/** The calls of a block that holds nothing else, or undefined where it does. */
function readBlock(body: string, tools: readonly Tool[]): readonly CallReading[] | undefined {
  const readings: CallReading[] = [];
  let at = skipSeparators(body, 0);
  while (at < body.length) {
    const found = blockContent(body, at, tools);
    if (found === undefined) return undefined;
    readings.push(...found.readings);
    at = skipSeparators(body, found.end);
  }
  return readings;
}

function blockContent(body: string, at: number, tools: readonly Tool[]): Attempts | undefined {
  const data = dataAttempts(body, at, tools);
  if (data !== undefined) return data;
  const name = writtenName(body, at);
  if (name === undefined || !isKnown(name, tools)) return undefined;
  const call = readWrittenCall(body, at, { tools, bareWords: false });
  return call === undefined ? undefined : { readings: [call.reading], end: call.end };
}

/** A block that says it is JSON and starts with a call, but is none, is malformed; other code is prose. */
function unreadBlock(
  body: string,
  { language, tools }: { readonly language: string; readonly tools: readonly Tool[] },
): readonly CallReading[] {
  const start = skipSpace(body, 0);
  const name = writtenName(body, start);
  const isCall = name !== undefined && isKnown(name, tools);
  const isData = language === '' || language === 'json' || language === 'tool_call';
  return isCall && isData
    ? [{ ok: false, why: `A fenced block starts with ${name}(…) and cannot be read as a call` }]
    : [];
}

function skipSeparators(body: string, at: number): number {
  let index = skipSpace(body, at);
  while (index < body.length && ',;'.includes(body.charAt(index)))
    index = skipSpace(body, index + 1);
  return index;
}
