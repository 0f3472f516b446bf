import { isJsonObject, type Json, type JsonObject } from '../json';
import { sampleValue } from './sample';

/** Does a JSON Schema allow the value? Knows the keywords that answer schemas are made of. */
export function allows(schema: JsonObject, value: Json): boolean {
  if (schema['const'] !== undefined && !same(schema['const'], value)) return false;
  const listed = schema['enum'];
  if (Array.isArray(listed) && !listed.some((entry) => same(entry, value))) return false;
  const branches = branchesOf(schema);
  if (branches.length > 0 && !branches.some((branch) => allows(branch, value))) return false;
  return allowsType(schema, value) && allowsParts(schema, value);
}

function allowsType(schema: JsonObject, value: Json): boolean {
  const declared = schema['type'];
  if (declared === undefined) return true;
  const types = Array.isArray(declared) ? declared : [declared];
  const actual = typeOf(value);
  return types.some((type) => type === actual || (type === 'number' && actual === 'integer'));
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function allowsParts(schema: JsonObject, value: Json): boolean {
  if (Array.isArray(value)) return allowsList(schema, value);
  if (!isJsonObject(value)) return true;
  const properties = propertiesOf(schema);
  // A model fills in the fields that it is shown, so a schema that names fields is closed to others.
  const closed = schema['additionalProperties'] === false || Object.keys(properties).length > 0;
  return (
    requiredOf(schema).every((name) => value[name] !== undefined) &&
    Object.entries(value).every(([name, field]) => {
      const property = properties[name];
      return isJsonObject(property) ? allows(property, field) : !closed;
    })
  );
}

function allowsList(schema: JsonObject, list: readonly Json[]): boolean {
  const { minItems, maxItems, items } = schema;
  if (typeof minItems === 'number' && list.length < minItems) return false;
  if (typeof maxItems === 'number' && list.length > maxItems) return false;
  return !isJsonObject(items) || list.every((entry) => allows(items, entry));
}

/** The value with every required field that it lacks, each as empty as the schema lets it be. */
export function completed(schema: JsonObject, value: Json): Json {
  const branches = branchesOf(schema);
  const fitting = branches
    .map((branch) => ({ branch, value: completed(branch, value) }))
    .find((attempt) => allows(attempt.branch, attempt.value));
  if (fitting !== undefined) return fitting.value;
  if (Array.isArray(value)) {
    const items = schema['items'];
    return isJsonObject(items) ? value.map((entry: Json) => completed(items, entry)) : value;
  }
  return isJsonObject(value) ? completedObject(schema, value) : value;
}

function completedObject(schema: JsonObject, value: JsonObject): JsonObject {
  const properties = propertiesOf(schema);
  const names = [...new Set([...Object.keys(value), ...requiredOf(schema)])];
  return Object.fromEntries(
    names.map((name) => {
      const property = properties[name];
      const field = value[name];
      const fieldSchema = isJsonObject(property) ? property : {};
      return [name, field === undefined ? emptyValue(fieldSchema) : completed(fieldSchema, field)];
    }),
  );
}

/** What stands for "not given" in a field that must be there; a made-up value where nothing can. */
export function emptyValue(schema: JsonObject): Json {
  const empties: readonly Json[] = [null, '', []];
  const empty = empties.find((value) => allows(schema, value));
  return empty === undefined ? sampleValue(schema, ['empty']) : empty;
}

export function propertiesOf(schema: JsonObject): JsonObject {
  return isJsonObject(schema['properties']) ? schema['properties'] : {};
}

function requiredOf(schema: JsonObject): readonly string[] {
  return Array.isArray(schema['required']) ? schema['required'].map(String) : [];
}

function branchesOf(schema: JsonObject): readonly JsonObject[] {
  const branches = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(branches) ? branches.filter(isJsonObject) : [];
}

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
