/**
 * The one text that stands for a JSON value: keys sorted by code unit, no white space, `undefined` fields left out.
 * The same value gives the same bytes on every machine, so it can be hashed and compared.
 *
 * @throws {TypeError} for what JSON cannot hold: NaN, infinities, functions, `undefined` itself
 */
export function canonicalJson(value: unknown): string {
  return written(value, { colon: ':', newline: '', indent: '' });
}

/** The same in lines with two spaces, for files that people read, with a newline at the end. */
export function canonicalJsonLines(value: unknown): string {
  return `${written(value, { colon: ': ', newline: '\n', indent: '  ' })}\n`;
}

interface Layout {
  readonly colon: string;
  /** Line end and indentation of the present depth. */
  readonly newline: string;
  /** What one more level adds. */
  readonly indent: string;
}

function written(value: unknown, layout: Layout): string {
  return typeof value === 'object' && value !== null ? grouped(value, layout) : single(value);
}

function single(value: unknown): string {
  if (value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  throw new TypeError(`Cannot write ${nameOf(value)} as JSON`);
}

function grouped(value: object, layout: Layout): string {
  const inner = { ...layout, newline: layout.newline + layout.indent };
  const parts = Array.isArray(value) ? entriesOf(value, inner) : fieldsOf(value, inner);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  return `${open}${inner.newline}${parts.join(`,${inner.newline}`)}${layout.newline}${close}`;
}

function entriesOf(list: readonly unknown[], layout: Layout): readonly string[] {
  return Array.from(list, (entry) => written(entry ?? null, layout));
}

/** Written one by one: an object would put keys that look like numbers first, whatever their order here. */
function fieldsOf(value: object, layout: Layout): readonly string[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}${layout.colon}${written(field, layout)}`);
}

function nameOf(value: unknown): string {
  return typeof value === 'number' || value === undefined ? String(value) : `a ${typeof value}`;
}
