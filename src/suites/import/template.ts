/** `{{ name }}` and `{{ name.field }}`: all of a template language that is carried over. */
const SLOT = /\{\{-?\s*([\w.]+)\s*-?\}\}/g;

/**
 * The text with its variables filled in.
 *
 * @throws {RangeError} for a variable that there is not, and for what is no plain variable: filters, loops, conditions
 */
export function filledIn(template: string, variables: Readonly<Record<string, unknown>>): string {
  const other = /\{%.*?%\}|\{#.*?#\}|\{\{(?!-?\s*[\w.]+\s*-?\}\}).*?\}\}/s.exec(template);
  if (other) throw new RangeError(`the template has ${other[0].slice(0, 40)}, which is no plain variable`);
  return template.replaceAll(SLOT, (_, path: string) => valueAt(variables, path));
}

function valueAt(variables: Readonly<Record<string, unknown>>, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((found, name) => (Object.hasOwn(Object(found), name) ? Object(found)[name] : undefined), variables);
  if (value === undefined || value === null) throw new RangeError(`the variable {{${path}}} has no value`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
