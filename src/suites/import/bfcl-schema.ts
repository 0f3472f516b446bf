import { isJsonObject, type Json, type JsonObject } from '../../json';

/** BFCL names types as Python does. Null: any type. */
const TYPES: Readonly<Record<string, string | null>> = {
  dict: 'object',
  float: 'number',
  tuple: 'array',
  list: 'array',
  any: null,
};

/**
 * The JSON Schema that a BFCL parameter description stands for. Types of Java and JavaScript stay as they are, so
 * that the check of the suite refuses them.
 */
export function schemaOfBfcl(node: JsonObject): JsonObject {
  const { type, properties, items, additionalProperties, optional: _, ...others } = node;
  return {
    ...typeOf(type),
    ...others,
    ...(isJsonObject(properties) ? { properties: eachOf(properties) } : {}),
    ...(isJsonObject(items) ? { items: schemaOfBfcl(items) } : {}),
    ...(additionalProperties === undefined
      ? {}
      : { additionalProperties: inner(additionalProperties) }),
  };
}

function typeOf(type: Json | undefined): JsonObject {
  if (type === undefined) return {};
  if (typeof type !== 'string' || !Object.hasOwn(TYPES, type)) return { type };
  const named = TYPES[type] ?? null;
  return named === null ? {} : { type: named };
}

function eachOf(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, inner(node)]));
}

function inner(node: Json): Json {
  return isJsonObject(node) ? schemaOfBfcl(node) : node;
}
