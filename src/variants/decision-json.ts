import { isJsonObject, type Json } from '../json';
import type { Tool, ToolCall } from '../suites/suite';
import { readCallValue } from './call-value';
import { parseJson } from './read-json';
import type { Decision } from './variant';

/** A decision as compact JSON, in the form that `decisionSchema` asks for. */
export function writeDecision(calls: readonly ToolCall[]): string {
  return JSON.stringify({
    calls: calls.map(({ tool, arguments: given }) => ({ tool, arguments: given })),
  });
}

/** The decision that a constrained answer states. Whatever is not JSON of the form asked for is malformed. */
export function readDecision(text: string, tools: readonly Tool[]): Decision {
  const value = parseJson(text);
  const stated = isJsonObject(value) ? value['calls'] : undefined;
  if (!isList(stated)) {
    return { kind: 'malformed', why: 'The answer is not a JSON object with a list of calls' };
  }
  return decisionOf(stated, tools, text);
}

/** The decision that a list of calls states; an empty one is none, beside the text. */
export function decisionOf(stated: Json, tools: readonly Tool[], text: string): Decision {
  if (!isList(stated)) return { kind: 'malformed', why: 'The calls are not a list' };
  const calls: ToolCall[] = [];
  for (const item of stated) {
    if (!isJsonObject(item)) return { kind: 'malformed', why: 'A call is not a JSON object' };
    const reading = readCallValue(item, tools);
    if (!reading.ok) return { kind: 'malformed', why: reading.why };
    if (reading.call !== null) calls.push(reading.call);
  }
  return calls.length > 0 ? { kind: 'calls', calls } : { kind: 'none', text };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
