/** A column of a table; the last one takes what is left of the line and wraps. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly align?: 'right';
  readonly paint?: (text: string, row: Row) => string;
}

const GAP = '  ';
/** Below this a last column gets lines of its own. */
const LEAST_LAST = 24;

/**
 * Rows as lines that fit a terminal: titles first, columns as wide as their widest text.
 *
 * @param width - characters per line; infinite: nothing wraps
 */
export function tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): readonly string[] {
  const fixed = columns.slice(0, -1);
  const last = columns.at(-1);
  if (!last) return [];
  const widths = fixed.map(({ title, text }) =>
    Math.max(title.length, ...rows.map((row) => text(row).length)),
  );
  const used = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const ownLine = width - used < LEAST_LAST;
  const indent = ownLine ? 4 : used;
  const head = fixed.map((column, at) => padded(column.title, widths[at] ?? 0, column.align));
  return [
    [...head, ...(ownLine ? [] : [last.title])].join(GAP).trimEnd(),
    ...rows.flatMap((row) => {
      const cells = fixed.map((column, at) => {
        const cell = padded(column.text(row), widths[at] ?? 0, column.align);
        return column.paint ? column.paint(cell, row) : cell;
      });
      const [first = '', ...more] = wrapped(last.text(row), width - indent);
      const rest = more.map((line) => ' '.repeat(indent) + line);
      if (!ownLine) return [[...cells, first].join(GAP).trimEnd(), ...rest];
      return [cells.join(GAP).trimEnd(), ...(first ? [' '.repeat(indent) + first] : []), ...rest];
    }),
  ];
}

function padded(text: string, width: number, align?: 'right'): string {
  return align === 'right' ? text.padStart(width) : text.padEnd(width);
}

/** The text in lines of at most `width` characters, broken between words. */
export function wrapped(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
