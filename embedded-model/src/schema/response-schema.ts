import { convertSchema } from './convert-schema.ts';
import type { GrammarSchema } from './grammar-schema.ts';

/**
 * The schema of a constrained answer. Whatever it asks is enforced; a keyword that cannot be is an
 * error rather than silently dropped.
 */
export function responseSchema(path: string, value: unknown): GrammarSchema {
  return convertSchema(path, value, true);
}
