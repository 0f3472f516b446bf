import type { JsonObject } from '../chat/fields.ts';
import { notServed } from '../http/api-error.ts';
import type { GrammarSchema } from './grammar-schema.ts';

/** A schema on its way to a grammar. */
export interface Conversion {
  /** Where it stands in the request, for error messages. */
  readonly path: string;
  readonly schema: JsonObject;
  /** Refuses keywords that would not be enforced. */
  readonly strict: boolean;
  /** Converts a schema inside this one, found below its path. */
  readonly convert: (below: string, value: unknown) => GrammarSchema;
}

/** Keywords that never constrain an answer. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
]);

/** @throws ApiError 400 naming the first keyword that is neither allowed here nor an annotation */
export function allowOnly(conversion: Conversion, keywords: readonly string[]): void {
  if (!conversion.strict) return;
  const odd = Object.keys(conversion.schema).find(
    (keyword) => !ANNOTATIONS.has(keyword) && !keywords.includes(keyword),
  );
  if (odd === undefined) return;
  const among = keywords.join(', ');
  throw notServed(`${conversion.path}.${odd}`, `"${odd}" is not supported here (only ${among})`);
}
