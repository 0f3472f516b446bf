import { badField } from '../http/api-error.ts';
import { allowOnly, type Conversion } from './conversion.ts';
import type { GrammarSchema } from './grammar-schema.ts';
import { limits } from './limits.ts';

const FORMATS = ['date', 'time', 'date-time'] as const;

/** Text, bounded in length or in one of the formats that a grammar can state. */
export function stringSchema(conversion: Conversion): GrammarSchema {
  const { path, schema, strict } = conversion;
  const format = FORMATS.find((known) => known === schema['format']);
  if (format) {
    allowOnly(conversion, ['type', 'format']);
    return { type: 'string', format };
  }
  if (strict && schema['format'] !== undefined) {
    throw badField(`${path}.format`, FORMATS.join(', '), schema['format']);
  }
  allowOnly(conversion, ['type', 'format', 'minLength', 'maxLength']);
  const { low, high } = limits(conversion, ['minLength', 'maxLength']);
  return {
    type: 'string',
    ...(low === undefined ? {} : { minLength: low }),
    ...(high === undefined ? {} : { maxLength: high }),
  };
}
