import type { Json } from './json';

/**
 * The one text that stands for a JSON value: keys sorted by code unit, no white space, `undefined` fields left out.
 * The same value gives the same bytes on every machine, so it can be hashed and compared.
 *
 * @throws {TypeError} for what JSON cannot hold: NaN, infinities, functions
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** The same in lines with two spaces, for files that people read, with a newline at the end. */
export function canonicalJsonLines(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}

function sorted(value: unknown): Json | undefined {
  if (value === undefined || value === null) return value;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return value.map((entry) => sorted(entry) ?? null);
  if (typeof value === 'object') return sortedObject(value);
  throw new TypeError(`Cannot write a ${typeof value} as JSON`);
}

function sortedObject(value: object): Json {
  const entries = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => [key, sorted(field) ?? null] as const);
  return Object.fromEntries(entries);
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new TypeError(`Cannot write ${value} as JSON`);
}
