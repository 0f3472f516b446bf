import { isJsonObject, type Json, type JsonSchema } from '../json';
import type { Tool } from '../suites/suite';
import { bounded, closedObject } from './bounded-schema';
import { MAX_CALLS } from './limits';
import { argumentNames, isRequired, NONE } from './wording';

/** An object that holds up to three calls; an empty list is the decision to make none. */
export function decisionSchema(tools: readonly Tool[]): JsonSchema {
  return closedObject({
    calls: { type: 'array', maxItems: MAX_CALLS, items: { anyOf: tools.map(callSchema) } },
  });
}

function callSchema(tool: Tool): JsonSchema {
  const fields = argumentNames(tool).map((name) => [name, argumentSchema(tool, name)] as const);
  return closedObject({
    tool: { type: 'string', const: tool.name },
    arguments: closedObject(Object.fromEntries(fields)),
  });
}

/** An object with the one field `tool`: the name of a tool, or `none`. */
export function toolNameSchema(tools: readonly Tool[]): JsonSchema {
  return closedObject({ tool: { type: 'string', enum: [...tools.map(({ name }) => name), NONE] } });
}

/** An object with one argument of a tool as its only field. */
export function oneArgumentSchema(tool: Tool, argument: string): JsonSchema {
  return closedObject({ [argument]: argumentSchema(tool, argument) });
}

/** What one argument may be. An optional one that has no empty value of its own may be null, which is read as absent. */
function argumentSchema(tool: Tool, argument: string): JsonSchema {
  const properties = tool.parameters['properties'];
  const schema = bounded(isJsonObject(properties) ? properties[argument] : undefined);
  if (isRequired(tool, argument) || hasEmptyValue(schema)) return schema;
  return { anyOf: [schema, { type: 'null' }] };
}

/** What an optional argument looks like when it is left empty. */
export function emptyArgument(tool: Tool, argument: string): Json {
  const schema = argumentSchema(tool, argument);
  if (!hasEmptyValue(schema)) return null;
  return schema['type'] === 'array' ? [] : '';
}

function hasEmptyValue(schema: JsonSchema): boolean {
  return (
    schema['enum'] === undefined && (schema['type'] === 'string' || schema['type'] === 'array')
  );
}
