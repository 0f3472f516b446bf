import { isJsonObject } from '../json';
import type { Tool, ToolCall } from '../suites/suite';
import { type Attempts, dataAttempts, lineAttempt } from './attempts';
import type { CallReading } from './call-value';
import { fencedAttempts } from './fenced-attempts';
import { MAX_TEXT_READ } from './limits';
import { parseJson } from './read-json';
import { taggedAttempts } from './tagged-attempts';
import type { Decision } from './variant';

/**
 * What a free text decides: the calls in it in order, none, or malformed where any attempt at a call cannot be read.
 *
 * Read are calls in tags, in fences, in brackets, as bare JSON, and function calls on a line of their own. A tool
 * that is only mentioned in a sentence, and code that is more than calls, are prose.
 */
export function readText(text: string, tools: readonly Tool[]): Decision {
  const answer = withoutThinking(text).slice(0, MAX_TEXT_READ);
  const readings = attemptsIn(answer, tools);
  const unread = readings.find((reading) => !reading.ok);
  if (unread !== undefined && !unread.ok) return { kind: 'malformed', why: unread.why };
  const calls = readings.flatMap((reading) => callIn(reading));
  if (calls.length > 0) return { kind: 'calls', calls };
  const why = readings.length === 0 ? wholeAttempt(answer.trim()) : undefined;
  return why === undefined ? { kind: 'none', text: answer.trim() } : { kind: 'malformed', why };
}

/** Why an answer that is nothing but an object or a function call is no call: it names no tool that there is. */
function wholeAttempt(answer: string): string | undefined {
  const value = parseJson(answer);
  if (isJsonObject(value) && !Array.isArray(value['calls'] ?? value['tool_calls'])) {
    return 'The answer is a JSON object that names no tool';
  }
  const name = /^([A-Za-z_]\w*)\(.*\)$/.exec(answer)?.[1];
  return name === undefined ? undefined : `There is no tool called ${name}`;
}

function callIn(reading: CallReading): readonly ToolCall[] {
  return reading.ok && reading.call !== null ? [reading.call] : [];
}

/** Models that think aloud do so before they answer; what they weigh there is not yet a call. */
function withoutThinking(text: string): string {
  return text.replace(/<think>[\s\S]*?(<\/think>|$)/g, '');
}

function attemptsIn(text: string, tools: readonly Tool[]): readonly CallReading[] {
  const readings: CallReading[] = [];
  let at = 0;
  while (at < text.length) {
    const found = attemptsAt(text, at, tools);
    if (found !== undefined) readings.push(...found.readings);
    at = found === undefined ? at + 1 : Math.max(found.end, at + 1);
  }
  return readings;
}

function attemptsAt(text: string, at: number, tools: readonly Tool[]): Attempts | undefined {
  const char = text.charAt(at);
  if (char === '<') return taggedAttempts(text, at, tools);
  if (char === '`' && text.startsWith('```', at)) return fencedAttempts(text, at, tools);
  if (char === '{' || char === '[') return dataAttempts(text, at, tools);
  return startsLine(text, at) ? lineAttempt(text, at, tools) : undefined;
}

/** Is this the first character of a line, spaces and an opening backtick apart? */
function startsLine(text: string, at: number): boolean {
  return /(^|\n)[ \t]*`?$/.test(text.slice(Math.max(0, at - 40), at)) && /\S/.test(text.charAt(at));
}
