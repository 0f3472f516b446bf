import { wholeNumberAt } from '../chat/fields.ts';
import { badField } from '../http/api-error.ts';
import type { Conversion } from './conversion.ts';

/** A grammar spells repetition out, so a limit is kept to what a small model can use. */
const RANGE = { low: 0, high: 10_000, missing: 0 };

/**
 * The limits that the schema states under these two names, the lower one first.
 *
 * @throws ApiError 400 when one is no whole number, or the lower one is above the upper one
 */
export function limits(
  { path, schema }: Conversion,
  names: readonly [string, string],
): Readonly<{ low: number | undefined; high: number | undefined }> {
  const [low, high] = names.map((name) =>
    schema[name] === undefined ? undefined : wholeNumberAt(`${path}.${name}`, schema[name], RANGE),
  );
  if (low !== undefined && high !== undefined && low > high) {
    throw badField(`${path}.${names[0]}`, `at most ${high}`, low);
  }
  return { low, high };
}
