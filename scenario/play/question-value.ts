import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Call } from '../suites/answer-key';
import { sampleValue } from './sample';
import { allows, emptyValue, propertiesOf } from './schema';
import { toolNamed } from './understand';

/** The answer to a small question: its one field, filled in as the calls in mind have it. */
export function questionValue(schema: JsonObject, calls: readonly Call[], text: string): Json {
  const [field] = Object.entries(propertiesOf(schema));
  if (field === undefined) return sampleValue(schema, ['question']);
  const [name, declared] = field;
  const fieldSchema = isJsonObject(declared) ? declared : {};
  const tool = toolNamed(text);
  const value =
    tool === undefined
      ? toolValue(fieldSchema, calls[callsMade(text)]?.tool)
      : argumentValue(name, fieldSchema, callAsked(calls, tool, text));
  return { [name]: value };
}

function toolValue(schema: JsonObject, tool: string | undefined): Json {
  const named = tool ?? 'none';
  if (allows(schema, named)) return named;
  return allows(schema, null) ? null : sampleValue(schema, ['tool']);
}

/** How many calls the text says were made before, in a line `Calls already made: a, b`. */
function callsMade(text: string): number {
  const names = /^Calls already made: *(.*)$/m.exec(text)?.[1] ?? '';
  return names.split(',').filter((name) => !['', 'none'].includes(name.trim())).length;
}

/** The call that an argument is asked for: of that tool's calls the first that has no line `Done already:`. */
function callAsked(calls: readonly Call[], tool: string, text: string): Call | undefined {
  const done = text.match(/^Done already:/gm)?.length ?? 0;
  const ofTool = calls.filter((call) => call.tool === tool);
  return ofTool[done] ?? ofTool[0];
}

/** Left empty where the call has no such argument; made up where no such call was in mind. */
function argumentValue(name: string, schema: JsonObject, call: Call | undefined): Json {
  if (call === undefined) return sampleValue(schema, ['argument', name]);
  const value = call.arguments[name] ?? emptyValue(schema);
  const asText = typeof value === 'string' ? value : JSON.stringify(value);
  const fitting = [value, asText].find((form) => allows(schema, form));
  return fitting === undefined ? sampleValue(schema, ['argument', name]) : fitting;
}
