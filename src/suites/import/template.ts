/** `{{ name }}`, `{{ name.field }}`, and one of a few filters: all of a template language that is carried over. */
const SLOT = /\{\{-?\s*([\w.]+)\s*(?:\|\s*(\w+)\s*)?-?\}\}/g;
/** Anything else between its marks. A comment is none: it says nothing. */
const STRANGE = /\{%.*?%\}|\{\{(?!-?\s*[\w.]+\s*(?:\|\s*(?:dump|trim|upper|lower|safe)\s*)?-?\}\}).*?\}\}/s;

const FILTERS: Readonly<Record<string, (value: unknown) => string>> = {
  dump: (value) => JSON.stringify(value),
  trim: (value) => textOf(value).trim(),
  upper: (value) => textOf(value).toUpperCase(),
  lower: (value) => textOf(value).toLowerCase(),
  safe: textOf,
};
/** A variable may name others, these others again; promptfoo gives up as soon. */
const DEEPEST = 5;

/**
 * The text with its variables filled in, those in the values of variables too.
 *
 * @throws {RangeError} for a variable that there is not, and for what is no plain variable: loops, conditions, calls
 */
export function filledIn(
  template: string,
  variables: Readonly<Record<string, unknown>>,
  depth = 0,
): string {
  const text = template.replaceAll(/\{#.*?#\}/gs, '');
  const other = STRANGE.exec(text);
  if (other) {
    throw new RangeError(`the template has ${other[0].slice(0, 40)}, which is no plain variable`);
  }
  return text.replaceAll(SLOT, (_, path: string, filter?: string) => {
    const value = valueAt(variables, path);
    const full = typeof value === 'string' ? inner(value, variables, depth) : value;
    return (FILTERS[filter ?? 'safe'] ?? textOf)(full);
  });
}

/** A value in which nothing can be filled in is a text like any other. */
function inner(value: string, variables: Readonly<Record<string, unknown>>, depth: number): string {
  if (depth >= DEEPEST || !value.includes('{{')) return value;
  try {
    return filledIn(value, variables, depth + 1);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return value;
  }
}

function valueAt(variables: Readonly<Record<string, unknown>>, path: string): unknown {
  const value = path
    .split('.')
    .reduce<unknown>(
      (found, name) =>
        Object.hasOwn(Object(found), name) ? Reflect.get(Object(found), name) : undefined,
      variables,
    );
  if (value !== undefined) return value;
  const hint = path.startsWith('env.') ? '; write it under env: of the config' : '';
  throw new RangeError(`the variable {{${path}}} has no value${hint}`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  const isPlain = Array.isArray(value) && value.every((each) => typeof each !== 'object');
  return isPlain ? value.join(',') : JSON.stringify(value);
}
