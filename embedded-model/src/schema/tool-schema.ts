import { isObject } from '../chat/fields.ts';
import { convertSchema } from './convert-schema.ts';
import type { GrammarSchema } from './grammar-schema.ts';

/**
 * The parameters of a tool; undefined for a tool without any.
 *
 * As with other servers, value constraints that the engine does not enforce are left to the caller.
 */
export function toolSchema(path: string, value: unknown): GrammarSchema | undefined {
  if (value === undefined || value === null) return undefined;
  if (isObject(value) && isObject(value['properties'] ?? {})) {
    if (Object.keys(value['properties'] ?? {}).length === 0) return undefined;
  }
  return convertSchema(path, value, false);
}
