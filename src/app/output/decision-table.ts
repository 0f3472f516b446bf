import type { TableRow } from '../../study/status';
import type { Output, Paint } from './output';
import { type Column, tableLines } from './table';

/** The decision table of a phase, baseline first. */
export function decisionTable(
  rows: readonly TableRow[],
  { paint, width }: Pick<Output, 'paint' | 'width'>,
): readonly string[] {
  const columns: readonly Column<TableRow>[] = [
    { title: 'change', text: ({ change }) => change },
    { title: 'runs', text: ({ runs }) => String(runs), align: 'right' },
    { title: 'accuracy', text: ({ accuracy }) => accuracy?.toFixed(3) ?? '', align: 'right' },
    { title: 'variance', text: ({ variance }) => variance?.toFixed(4) ?? '', align: 'right' },
    { title: 'gates', text: ({ gates }) => gates },
    { title: 'verdict', text: verdictOf, paint: (text, row) => verdictPaint(row, paint)(text) },
    { title: 'reason', text: reasonOf },
  ];
  return tableLines(columns, rows, width - INDENT.length).map((line) => INDENT + line);
}

/** Of the baseline what was seen; what would disprove it is in log and report. */
function reasonOf({ change, reason }: TableRow): string {
  const line = reason.replaceAll('\n', ' ');
  return change === 'baseline' ? (line.split('; ')[0] ?? line) : line;
}

const INDENT = '  ';

export function verdictOf({ verdict, state }: TableRow): string {
  return verdict ?? (state === 'measured' ? '' : state);
}

export function verdictPaint({ verdict, state }: TableRow, paint: Paint): (text: string) => string {
  if (verdict === 'PROMOTE') return paint.green;
  if (verdict === 'REJECT') return paint.red;
  if (verdict === 'HOLD' || state === 'inapplicable') return paint.yellow;
  return paint.dim;
}
