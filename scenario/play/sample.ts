import { chance, type DrawKey, pick } from '../chance';
import { isJsonObject, type Json, type JsonObject } from '../json';

const WORDS: readonly [string, ...string[]] = ['Somewhere', 'Something', 'Later', 'Nobody', 'Blue'];

/** A value that a JSON Schema allows and that no item asks for: what a model makes up. */
export function sampleValue(schema: JsonObject, key: DrawKey): Json {
  if (schema['const'] !== undefined) return schema['const'];
  const listed = schema['enum'];
  if (Array.isArray(listed) && listed.length > 0) return choice(listed, key);
  const branches = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(branches)) {
    const branch = choice(branches.filter(isJsonObject), key);
    return sampleValue(isJsonObject(branch) ? branch : {}, key);
  }
  return sampleOfType(schema, key);
}

function sampleOfType(schema: JsonObject, key: DrawKey): Json {
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  if (type === 'object') return sampleObject(schema, key);
  if (type === 'array') return sampleArray(schema, key);
  if (type === 'boolean') return chance([...key, 'flag']) < 0.5;
  if (type === 'null') return null;
  if (type === 'number' || type === 'integer') return sampleNumber(schema, key);
  return sampleText(schema, key);
}

/** The arguments of a tool, made up: those that it insists on. */
export function sampleObject(schema: JsonObject, key: DrawKey): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  return Object.fromEntries(
    required.map((name) => {
      const property = properties[name];
      return [name, sampleValue(isJsonObject(property) ? property : {}, [...key, name])];
    }),
  );
}

function sampleArray(schema: JsonObject, key: DrawKey): Json {
  const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  const items = isJsonObject(schema['items']) ? schema['items'] : {};
  return Array.from({ length: least }, (_, index) => sampleValue(items, [...key, index]));
}

function sampleNumber(schema: JsonObject, key: DrawKey): number {
  const least = typeof schema['minimum'] === 'number' ? schema['minimum'] : 1;
  const most = typeof schema['maximum'] === 'number' ? schema['maximum'] : least + 90;
  return Math.floor(least + chance([...key, 'number']) * (most - least));
}

function sampleText(schema: JsonObject, key: DrawKey): string {
  const most = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : 40;
  return pick(WORDS, [...key, 'word']).slice(0, most);
}

function choice(list: readonly Json[], key: DrawKey): Json {
  return list[Math.floor(chance([...key, 'choice']) * list.length)] ?? null;
}
