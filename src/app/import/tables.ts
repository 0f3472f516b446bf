import type { SchemaReader } from '../../suites/check-tools';
import { together } from '../../suites/import/imported';
import { entryOfInspect } from '../../suites/import/inspect-entry';
import { entryOfRow } from '../../suites/import/row-entry';
import type { DraftTool } from '../../suites/import/tools-of';
import { asMeant } from '../as-meant';
import type { Format, FormatOptions } from './format';
import { recordsIn } from './records';
import { toolsIn } from './tools-file';

/** Samples of an Inspect data set. */
export const inspect: Format = {
  about: 'an Inspect data set: samples as JSON, JSON Lines or CSV',
  takes: ['tools', 'targets'],
  read: async (file, options, reader) => {
    const tools = await toolsOf(options);
    const samples = await recordsIn(file);
    return together(
      samples.map((sample, index) =>
        entryOfInspect(sample, { number: index + 1, targets: options.targets, tools }, reader),
      ),
    );
  },
};

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
  return together(rows.map((row, index) => entryOfRow(row, { number: index + 1, tools }, reader)));
}

async function toolsOf({ tools }: FormatOptions): Promise<readonly DraftTool[]> {
  return tools === undefined ? [] : toolsIn(asMeant(tools));
}
