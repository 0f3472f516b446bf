import { type Cell, COLUMNS, rowsOf } from './columns';
import type { MeasuredEvaluation } from './measured-evaluation';

/** A table of the items of all runs by RFC 4180, in UTF-8: a line of names, then one for each item of each run. */
export async function* csvOf(
  evaluations: AsyncIterable<MeasuredEvaluation>,
): AsyncGenerator<string> {
  yield line(COLUMNS.map(({ name }) => name));
  for await (const evaluation of evaluations) {
    const rows = rowsOf(evaluation);
    yield rows.map((row) => line(COLUMNS.map(({ of }) => of(row)))).join('');
  }
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

/** A missing value is an empty field. */
function cellText(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** What spreadsheets take for the start of a formula, also in full width: models and users write what they like. */
const FORMULA = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;
