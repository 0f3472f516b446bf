import { arrayAt } from '../chat/fields.ts';
import { allowOnly, type Conversion } from './conversion.ts';
import type { GrammarSchema } from './grammar-schema.ts';
import { limits } from './limits.ts';

/** A list, with the number of its items bounded where the schema bounds it. */
export function arraySchema(conversion: Conversion): GrammarSchema {
  const { path, schema, convert } = conversion;
  allowOnly(conversion, ['type', 'items', 'prefixItems', 'minItems', 'maxItems']);
  const { items, prefixItems } = schema;
  const { low, high } = limits(conversion, ['minItems', 'maxItems']);
  return {
    type: 'array',
    ...(items === undefined ? {} : { items: convert('items', items) }),
    ...(prefixItems === undefined
      ? {}
      : {
          prefixItems: arrayAt(`${path}.prefixItems`, prefixItems).map((each, index) =>
            convert(`prefixItems[${index}]`, each),
          ),
        }),
    ...(low === undefined ? {} : { minItems: low }),
    ...(high === undefined ? {} : { maxItems: high }),
  };
}
