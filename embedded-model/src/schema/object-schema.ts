import { objectAt } from '../chat/fields.ts';
import { allowOnly, type Conversion } from './conversion.ts';
import type { GrammarSchema } from './grammar-schema.ts';

/** An object with all of its properties, in their order: the grammar leaves none of them out. */
export function objectSchema(conversion: Conversion): GrammarSchema {
  const { path, schema, convert } = conversion;
  allowOnly(conversion, ['type', 'properties', 'required', 'additionalProperties']);
  const properties = objectAt(`${path}.properties`, schema['properties'] ?? {});
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [
        name,
        convert(`properties.${name}`, value),
      ]),
    ),
    ...additional(conversion),
  };
}

function additional({ schema, convert }: Conversion) {
  const value = schema['additionalProperties'];
  if (value === undefined) return {};
  if (typeof value === 'boolean') return { additionalProperties: value };
  return { additionalProperties: convert('additionalProperties', value) };
}
