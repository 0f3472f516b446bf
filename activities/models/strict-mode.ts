import { isJsonObject, type Json } from '../../src/json';

/**
 * May a schema be sent as `strict`? OpenAI's strict mode takes only objects whose every property is required and
 * which allow no others, and no `oneOf` or `allOf`; it refuses the request otherwise.
 *
 * @see OpenAI, Structured model outputs, supported schemas
 */
export function fitsStrictMode(schema: Json): boolean {
  return isJsonObject(schema) && schema['type'] === 'object' && everyPartFits(schema);
}

function everyPartFits(part: Json): boolean {
  if (Array.isArray(part)) return part.every(everyPartFits);
  if (!isJsonObject(part)) return true;
  if ('oneOf' in part || 'allOf' in part || !objectIsClosed(part)) return false;
  return Object.values(part).every(everyPartFits);
}

function objectIsClosed(part: Readonly<Record<string, Json>>): boolean {
  const { properties, required, additionalProperties } = part;
  if (part['type'] !== 'object') return true;
  if (additionalProperties !== false || !isJsonObject(properties)) return false;
  const named = Array.isArray(required) ? required : [];
  return Object.keys(properties).every((name) => named.includes(name));
}
