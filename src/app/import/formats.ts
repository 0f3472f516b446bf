import { didYouMean } from '../../nearest-word';
import { CliError, EXIT } from '../cli-error';
import { bfcl } from './bfcl';
import type { Format, FormatOptions } from './format';
import { mcp } from './mcp';
import { promptfoo } from './promptfoo';
import { csv, inspect, jsonl } from './tables';

/** Every format of test cases that can be imported, by its name. */
export const FORMATS: Readonly<Record<string, Format>> = {
  promptfoo,
  inspect,
  csv,
  jsonl,
  mcp,
  bfcl,
};

/** How an option is written that not every format takes. */
const OPTIONS: Partial<Record<keyof FormatOptions, string>> = {
  answers: '--answers',
  tools: '--tools',
  fields: '--fields',
};

/** @throws {CliError} for a name that none has, and for options that are not its own */
export function formatNamed(name: string, options: FormatOptions): Format {
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  const names = Object.keys(FORMATS);
  if (!format) {
    throw new CliError(
      EXIT.badInput,
      `Cannot import from '${name}': the formats are ${names.join(', ')}${didYouMean(name, names)}`,
    );
  }
  for (const option of ['answers', 'tools', 'fields'] as const) {
    if (options[option] === undefined || format.takes.includes(option)) continue;
    throw new CliError(EXIT.badInput, `${OPTIONS[option]} is not for the format ${name}`);
  }
  return format;
}
