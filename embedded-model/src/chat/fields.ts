import { badField } from '../http/api-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws ApiError 400 naming the path */
export function objectAt(path: string, value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw badField(path, 'an object', value);
}

/** @throws ApiError 400 naming the path */
export function arrayAt(path: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw badField(path, 'an array', value);
}

/** @throws ApiError 400 naming the path */
export function stringAt(path: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw badField(path, 'a string', value);
}

/** A number in the closed range, or the default where the field is absent or null. */
export function numberAt(
  path: string,
  value: unknown,
  { low, high, missing }: Readonly<{ low: number; high: number; missing: number }>,
): number {
  if (value === undefined || value === null) return missing;
  if (typeof value === 'number' && value >= low && value <= high) return value;
  throw badField(path, `a number from ${low} to ${high}`, value);
}

/** A whole number in the closed range, or the default where the field is absent or null. */
export function wholeNumberAt(
  path: string,
  value: unknown,
  range: Readonly<{ low: number; high: number; missing: number }>,
): number {
  const number = numberAt(path, value, range);
  if (Number.isInteger(number)) return number;
  throw badField(path, 'a whole number', value);
}
