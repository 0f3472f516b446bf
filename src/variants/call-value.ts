import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Tool, ToolCall } from '../suites/suite';
import { parseJson } from './read-json';
import { argumentNames, isRequired, NONE } from './wording';

/** One call that was read, none (`tool: "none"`), or why it cannot be read. */
export type CallReading =
  | { readonly ok: true; readonly call: ToolCall | null }
  | { readonly ok: false; readonly why: string };

const NAME_FIELDS = ['tool', 'name', 'function'] as const;
const ARGUMENT_FIELDS = ['arguments', 'parameters', 'args'] as const;

/** Does a JSON object look like a call: a known tool's name, or any name beside arguments? */
export function looksLikeCall(value: JsonObject, tools: readonly Tool[]): boolean {
  const call = unwrapped(value);
  const name = nameIn(call);
  if (name === undefined) return false;
  return isToolOrNone(name, tools) || argumentField(call) !== undefined;
}

/** The call that a JSON object states: `{"tool" or "name", "arguments" or "parameters"}`, also inside `{"function": …}` or `{"tool_call": …}`. */
export function readCallValue(value: JsonObject, tools: readonly Tool[]): CallReading {
  const call = unwrapped(value);
  const name = nameIn(call);
  if (name === undefined) return { ok: false, why: 'The call names no tool' };
  if (name === NONE) return { ok: true, call: null };
  const field = argumentField(call);
  if (field !== undefined) return callOf(name, call[field], tools);
  const others = Object.keys(call).filter((key) => !isOneOf(NAME_FIELDS, key) && key !== 'type');
  if (others.length === 0) return callOf(name, {}, tools);
  return {
    ok: false,
    why: `The call of ${name} has ${others.join(', ')} beside its name, not in "arguments"`,
  };
}

/** A call by name and arguments: a known tool, and an object or the JSON text of one. */
export function callOf(name: string, given: Json | undefined, tools: readonly Tool[]): CallReading {
  const tool = tools.find((known) => known.name === name);
  if (tool === undefined) return { ok: false, why: `There is no tool called ${name}` };
  const value = typeof given === 'string' ? parseJson(given) : given;
  if (!isJsonObject(value)) return { ok: false, why: `The arguments of ${name} are not an object` };
  return { ok: true, call: { tool: name, arguments: withoutEmpties(tool, value) } };
}

/** An optional argument left empty counts as absent: constrained answers must fill in every field. */
function withoutEmpties(tool: Tool, given: JsonObject): JsonObject {
  const known = argumentNames(tool);
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => !known.includes(name) || isRequired(tool, name) || !isEmpty(value),
    ),
  );
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function unwrapped(value: JsonObject): JsonObject {
  const inner = value['function'] ?? value['tool_call'];
  return isJsonObject(inner) ? inner : value;
}

function nameIn(call: JsonObject): string | undefined {
  return NAME_FIELDS.map((field) => call[field]).find((name) => typeof name === 'string');
}

function argumentField(call: JsonObject): string | undefined {
  return ARGUMENT_FIELDS.find((field) => call[field] !== undefined);
}

function isToolOrNone(name: string, tools: readonly Tool[]): boolean {
  return name === NONE || tools.some((tool) => tool.name === name);
}

function isOneOf(fields: readonly string[], key: string): boolean {
  return fields.includes(key);
}
