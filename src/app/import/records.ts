import { extname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readDocument } from '../../../activities/input/read-document';
import { readTextFile } from '../../../activities/input/read-text-file';
import { RatchetError } from '../../errors';
import type { Placed } from '../../suites/import/imported';
import { jsonLines } from '../../suites/import/json-lines';

/** What other tools are less strict about than this one. */
export interface RecordReading {
  /** One object stands for a list of it. */
  readonly single?: boolean;
  /** A quotation mark within a field of CSV is a character like any other. */
  readonly relaxed?: boolean;
  /** YAML has `<<`. */
  readonly merge?: boolean;
}

/**
 * The records of a file, each with its place: lines of JSON Lines, rows of CSV by the names in its first row, entries of
 * a list in JSON or YAML.
 *
 * @throws {RatchetError} `SUITE_INVALID` when it cannot be read
 */
export async function recordsIn(
  file: string,
  reading: RecordReading = {},
): Promise<readonly Placed[]> {
  const extension = extname(file).toLowerCase();
  if (extension === '.csv') {
    return csvRecords(await readTextFile(file, 'SUITE_INVALID'), file, reading);
  }
  if (extension === '.jsonl' || extension === '.ndjson') {
    return jsonLines(await readTextFile(file, 'SUITE_INVALID'), file);
  }
  return recordsOfDocument(file, reading);
}

async function recordsOfDocument(
  file: string,
  { single = false, merge = false }: RecordReading,
): Promise<readonly Placed[]> {
  const document = await readDocument(file, 'SUITE_INVALID', { merge });
  const { value } = document;
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => ({
      at: `${file}:${document.where([index]).line}`,
      value: each,
    }));
  }
  if (single && typeof value === 'object' && value !== null) return [{ at: `${file}:1`, value }];
  throw new RatchetError('SUITE_INVALID', `Cannot read ${file}: expected a list of test cases`);
}

/** A quoted field may go over several lines: the place is the line on which the row ends, as the reader counts it. */
export function csvRecords(
  text: string,
  file: string,
  { relaxed = false }: RecordReading = {},
): readonly Placed[] {
  try {
    const rows: readonly { readonly record: unknown; readonly info: { readonly lines: number } }[] =
      parse(text, {
        bom: true,
        columns: true,
        info: true,
        relax_quotes: relaxed,
        skip_empty_lines: true,
        trim: true,
      });
    return rows.map(({ record, info }) => ({ at: `${file}:${info.lines}`, value: record }));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new RatchetError('SUITE_INVALID', `Cannot read ${file} as CSV: ${message}`, { cause });
  }
}
