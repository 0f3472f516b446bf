import type { Row } from './cell';

/** Rows as a table of Markdown; what a row lacks is left empty. */
export function markdownTable(columns: readonly string[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['cell', ...columns]),
    line(['cell', ...columns].map(() => '---')),
    ...rows.map((row) => line([row.cell, ...columns.map((column) => text(row[column]))])),
  ].join('\n');
}

function text(value: Row[string] | undefined): string {
  if (typeof value !== 'number' && typeof value !== 'string') return '';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return value.toFixed(Math.abs(value) < 0.1 ? 4 : 3);
}
