import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../json';
import { MAX_ARRAY_ITEMS, MAX_STRING_LENGTH } from './limits';

/**
 * A tool's schema as the schema of a constrained answer: every string and list ends, and no object has fields beyond
 * those it names.
 *
 * Kept are the keywords that servers commonly enforce; the others (`pattern`, `minimum`, `format`) would be refused by
 * some, and are checked on the finished call anyway. What cannot be expressed this way becomes a short text.
 */
export function bounded(schema: Json | undefined): JsonSchema {
  if (!isJsonObject(schema)) return shortText({});
  const choice = schema['anyOf'] ?? schema['oneOf'];
  if (isList(choice)) return { anyOf: choice.map(bounded) };
  if (schema['enum'] !== undefined) return picked(schema, ['type', 'enum']);
  if (schema['const'] !== undefined) return picked(schema, ['type', 'const']);
  return boundedByType(schema);
}

const SIMPLE = ['number', 'integer', 'boolean', 'null'];

function boundedByType(schema: JsonSchema): JsonSchema {
  const type = schema['type'];
  if (typeof type === 'string' && SIMPLE.includes(type)) return { type };
  if (type === 'array') return boundedList(schema);
  if (type === 'object') return closedObject(boundedFields(schema['properties']));
  return shortText(schema);
}

function shortText(schema: JsonSchema): JsonSchema {
  return {
    ...picked(schema, ['minLength']),
    type: 'string',
    maxLength: atMost(schema['maxLength'], MAX_STRING_LENGTH),
  };
}

function boundedList(schema: JsonSchema): JsonSchema {
  return {
    ...picked(schema, ['minItems']),
    type: 'array',
    items: bounded(schema['items']),
    maxItems: atMost(schema['maxItems'], MAX_ARRAY_ITEMS),
  };
}

function boundedFields(properties: Json | undefined): JsonObject {
  const fields = isJsonObject(properties) ? Object.entries(properties) : [];
  return Object.fromEntries(fields.map(([name, schema]) => [name, bounded(schema)]));
}

/** An object with exactly these fields. */
export function closedObject(properties: JsonObject): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

function picked(schema: JsonSchema, keywords: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => keywords.includes(name)));
}

function atMost(declared: Json | undefined, limit: number): number {
  return typeof declared === 'number' ? Math.min(declared, limit) : limit;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
