import type { SchemaReader } from '../../suites/check-tools';
import type { NotCarried } from '../../suites/import/entry';
import { type Placed, together } from '../../suites/import/imported';
import { entryOfInspect } from '../../suites/import/inspect-entry';
import type { InspectFields } from '../../suites/import/inspect-record';
import { entryOfRow } from '../../suites/import/row-entry';
import type { DraftTool } from '../../suites/import/tools-of';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import type { Format, FormatOptions } from './format';
import { inspectFields } from './inspect-fields';
import { recordsIn } from './records';
import { toolsIn } from './tools-file';

/** Samples of an Inspect data set. */
export const inspect: Format = {
  about: 'an Inspect data set: samples as JSON, JSON Lines or CSV',
  takes: ['tools', 'targets', 'fields'],
  read: async (file, options, reader) => {
    const fields = inspectFields(options.fields);
    const tools = await toolsOf(options);
    const samples = await recordsIn(file);
    refuseWithoutInput(samples, file, fields);
    return together(
      samples.map((sample, index) =>
        entryOfInspect(
          sample,
          { number: index + 1, targets: options.targets, fields, tools },
          reader,
        ),
      ),
    );
  },
};

/** Where no record has an input, each of them would be refused for the same reason. */
function refuseWithoutInput(
  samples: readonly Placed[],
  file: string,
  { input }: InspectFields,
): void {
  const [name = 'input'] = input ?? [];
  if (samples.some(({ value }) => Object(value)[name] !== undefined)) return;
  const known = [
    ...new Set(samples.slice(0, 20).flatMap(({ value }) => Object.keys(Object(value)))),
  ];
  const found =
    known.length > 0
      ? `its fields are ${known.slice(0, 20).join(', ').slice(0, 400)}`
      : 'it has no records';
  throw new CliError(
    EXIT.badInput,
    `Cannot read ${file} as an Inspect data set: no sample has a field "${name}"; ${found}; say which of them hold input and target, as a FieldSpec does: --fields input=question,target=answer`,
  );
}

/** Rows of a table of one's own. */
export const csv: Format = {
  about: 'CSV with the columns of docs/import.md, and --tools where calls are expected',
  takes: ['tools'],
  read: readRows,
};

/** The same, an object a line. */
export const jsonl: Format = { ...csv, about: 'JSON Lines with the same fields, and --tools' };

async function readRows(file: string, options: FormatOptions, reader: SchemaReader) {
  const tools = await toolsOf(options);
  const rows = await recordsIn(file);
  refuseWithoutPrompt(rows, file);
  const found = together(
    rows.map((row, index) => entryOfRow(row, { number: index + 1, tools }, reader)),
  );
  return { ...found, notCarried: atFirstPlace(found.notCarried) };
}

/** The same of a table: none of its rows could be an item. */
function refuseWithoutPrompt(rows: readonly Placed[], file: string): void {
  const asks = ({ value }: Placed): boolean =>
    ['prompt', 'messages'].some((name) => Object(value)[name] !== undefined);
  if (rows.some(asks)) return;
  throw new CliError(
    EXIT.badInput,
    `Cannot read ${file}: no row has a column "prompt" or "messages"; ${columnsOf(rows)}; name the one with the request prompt, and the answer that is due equals or contains`,
  );
}

function columnsOf(rows: readonly Placed[]): string {
  const names = [...new Set(rows.slice(0, 20).flatMap(({ value }) => Object.keys(Object(value))))];
  if (names.length === 0) return 'it has no rows';
  return `its columns are ${names.slice(0, 20).join(', ').slice(0, 400)}`;
}

/** A column that nobody knows is told where it is first, for all rows that have it. */
function atFirstPlace(left: readonly NotCarried[]): readonly NotCarried[] {
  const first = new Map<string, string>();
  return left.map((each) => {
    if (!each.what.startsWith('column ')) return each;
    const at = first.get(each.what) ?? each.at;
    first.set(each.what, at);
    return { ...each, at };
  });
}

async function toolsOf({ tools }: FormatOptions): Promise<readonly DraftTool[]> {
  return tools === undefined ? [] : toolsIn(asMeant(tools));
}
