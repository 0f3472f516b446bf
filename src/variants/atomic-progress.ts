import { isJsonObject, type Json } from '../json';
import type { Tool, ToolCall } from '../suites/suite';
import { callOf } from './call-value';
import { MAX_CALLS } from './limits';
import { parseJson } from './read-json';
import type { Decision, RawAnswer } from './variant';
import { argumentNames, NONE } from './wording';

/** Where the small questions about one item stand: what to ask next, or what was decided. */
export type AtomicProgress =
  | { readonly kind: 'tool'; readonly made: readonly ToolCall[] }
  | ArgumentDue
  | { readonly kind: 'decided'; readonly decision: Decision };

export interface ArgumentDue {
  readonly kind: 'argument';
  readonly made: readonly ToolCall[];
  readonly tool: Tool;
  readonly argument: string;
  readonly filled: Readonly<Record<string, Json>>;
}

const START: AtomicProgress = { kind: 'tool', made: [] };

/** Where an item stands after all answers so far. Each answer settles one question, so the end comes for sure. */
export function atomicProgress(
  tools: readonly Tool[],
  answers: readonly RawAnswer[],
): AtomicProgress {
  return answers.reduce((progress, { text }) => advanced(progress, text, tools), START);
}

function advanced(progress: AtomicProgress, text: string, tools: readonly Tool[]): AtomicProgress {
  switch (progress.kind) {
    case 'tool':
      return afterToolName(progress.made, text, tools);
    case 'argument':
      return afterArgument(progress, text, tools);
    case 'decided':
      return progress;
  }
}

function afterToolName(
  made: readonly ToolCall[],
  text: string,
  tools: readonly Tool[],
): AtomicProgress {
  const value = parseJson(text);
  const name = isJsonObject(value) ? value['tool'] : undefined;
  if (typeof name !== 'string') return malformed('The answer is not a JSON object with a "tool"');
  if (name === NONE) return decided(made, text);
  const tool = tools.find((known) => known.name === name);
  if (tool === undefined) return malformed(`There is no tool called ${name}`);
  return withArguments({ made, tool, filled: {} }, tools);
}

function afterArgument(due: ArgumentDue, text: string, tools: readonly Tool[]): AtomicProgress {
  const answer = parseJson(text);
  const value = isJsonObject(answer) ? answer[due.argument] : undefined;
  if (value === undefined)
    return malformed(`The answer is not a JSON object with "${due.argument}"`);
  return withArguments({ ...due, filled: { ...due.filled, [due.argument]: value } }, tools);
}

/** The first argument still to be asked for, or what follows on the complete call. */
function withArguments(
  call: Omit<ArgumentDue, 'kind' | 'argument'>,
  tools: readonly Tool[],
): AtomicProgress {
  const argument = argumentNames(call.tool).find((name) => !Object.hasOwn(call.filled, name));
  if (argument !== undefined) return { ...call, kind: 'argument', argument };
  const reading = callOf(call.tool.name, call.filled, tools);
  if (!reading.ok || reading.call === null) return malformed(`No call of ${call.tool.name}`);
  return afterCall(call.made, reading.call);
}

/** A model that repeats a call to the letter has nothing more to say. */
function afterCall(made: readonly ToolCall[], call: ToolCall): AtomicProgress {
  if (made.some((earlier) => JSON.stringify(earlier) === JSON.stringify(call))) {
    return decided(made, '');
  }
  const all = [...made, call];
  return all.length >= MAX_CALLS ? decided(all, '') : { kind: 'tool', made: all };
}

function decided(made: readonly ToolCall[], text: string): AtomicProgress {
  const decision: Decision =
    made.length > 0 ? { kind: 'calls', calls: made } : { kind: 'none', text };
  return { kind: 'decided', decision };
}

function malformed(why: string): AtomicProgress {
  return { kind: 'decided', decision: { kind: 'malformed', why } };
}
