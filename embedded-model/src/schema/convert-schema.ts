import { type JsonObject, objectAt } from '../chat/fields.ts';
import { badField } from '../http/api-error.ts';
import { arraySchema } from './array-schema.ts';
import { allowOnly, type Conversion } from './conversion.ts';
import type { GrammarSchema, Primitive } from './grammar-schema.ts';
import { constSchema, enumSchema } from './literal-schema.ts';
import { objectSchema } from './object-schema.ts';
import { stringSchema } from './string-schema.ts';

const PRIMITIVES: readonly Primitive[] = ['string', 'number', 'integer', 'boolean', 'null'];

/**
 * A JSON Schema as the engine's grammar understands it.
 *
 * @throws ApiError 400 naming the keyword that cannot be enforced
 */
export function convertSchema(path: string, value: unknown, strict: boolean): GrammarSchema {
  const conversion = {
    path,
    schema: objectAt(path, value),
    strict,
    convert: (below: string, part: unknown) => convertSchema(`${path}.${below}`, part, strict),
  };
  const converted = convertByKind(conversion);
  const description = conversion.schema['description'];
  return typeof description === 'string' ? { ...converted, description } : converted;
}

function convertByKind(conversion: Conversion): GrammarSchema {
  const { schema } = conversion;
  if ('const' in schema) return constSchema(conversion);
  if ('enum' in schema) return enumSchema(conversion);
  if ('oneOf' in schema) return alternatives(conversion, 'oneOf');
  if ('anyOf' in schema) return alternatives(conversion, 'anyOf');
  return convertByType(conversion);
}

function convertByType(conversion: Conversion): GrammarSchema {
  const { schema } = conversion;
  const type = schema['type'] ?? impliedType(schema);
  if (type === 'object') return objectSchema(conversion);
  if (type === 'array') return arraySchema(conversion);
  if (type === 'string') return stringSchema(conversion);
  return simpleSchema(conversion, type);
}

function simpleSchema(conversion: Conversion, type: unknown): GrammarSchema {
  allowOnly(conversion, ['type']);
  if (isPrimitive(type)) return { type };
  if (Array.isArray(type) && type.length > 0 && type.every(isPrimitive)) return { type };
  throw badField(`${conversion.path}.type`, 'a JSON Schema type, or a list of simple ones', type);
}

function impliedType(schema: JsonObject): string | undefined {
  if ('properties' in schema) return 'object';
  return 'items' in schema ? 'array' : undefined;
}

function alternatives(conversion: Conversion, keyword: 'oneOf' | 'anyOf'): GrammarSchema {
  const { path, schema, convert } = conversion;
  allowOnly(conversion, [keyword]);
  const among = schema[keyword];
  if (!Array.isArray(among) || among.length === 0) {
    throw badField(`${path}.${keyword}`, 'a list of schemas', among);
  }
  return { oneOf: among.map((each, index) => convert(`${keyword}[${index}]`, each)) };
}

const isPrimitive = (type: unknown): type is Primitive =>
  PRIMITIVES.some((known) => known === type);
