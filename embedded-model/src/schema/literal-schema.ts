import { badField } from '../http/api-error.ts';
import { allowOnly, type Conversion } from './conversion.ts';
import type { GrammarSchema, Literal } from './grammar-schema.ts';

/** Exactly this value. */
export function constSchema(conversion: Conversion): GrammarSchema {
  allowOnly(conversion, ['const', 'type']);
  return { const: literalAt(`${conversion.path}.const`, conversion.schema['const']) };
}

/** One of these values. */
export function enumSchema(conversion: Conversion): GrammarSchema {
  allowOnly(conversion, ['enum', 'type']);
  const path = `${conversion.path}.enum`;
  const values = conversion.schema['enum'];
  if (!Array.isArray(values) || values.length === 0)
    throw badField(path, 'a list of values', values);
  return { enum: values.map((value, index) => literalAt(`${path}[${index}]`, value)) };
}

function literalAt(path: string, value: unknown): Literal {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw badField(path, 'a string, number, boolean or null', value);
}
