import { inAscii, terminalOf } from '../output/terminal';

/** A terminal's second screen, drawn again and again; what stood on the first is there when it closes. */
export interface LiveScreen {
  readonly draw: (lines: readonly string[]) => void;
  readonly close: () => void;
}

/** The second screen, no cursor, and long lines cut, not wrapped: a row is a line. */
const OPEN = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const CLOSE = '\u001b[?7h\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const REST_OF_LINE = '\u001b[K';
const REST_OF_SCREEN = '\u001b[J';

export function liveScreen(stream: NodeJS.WriteStream): LiveScreen {
  const { unicode } = terminalOf(stream);
  let open = true;
  stream.write(OPEN);
  return {
    draw: (lines) => {
      if (!open) return;
      const rows = stream.rows || 24;
      const text = fitting(lines, rows).map(
        (line) => (unicode ? line : inAscii(line)) + REST_OF_LINE,
      );
      stream.write(`${HOME}${text.join('\r\n')}${REST_OF_SCREEN}`);
    },
    close: () => {
      if (open) stream.write(CLOSE);
      open = false;
    },
  };
}

/** The last line always shows: it says how to leave. */
function fitting(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines;
  const last = lines.at(-1) ?? '';
  const hidden = lines.length - rows + 2;
  return [...lines.slice(0, rows - 2), `  … ${hidden} more lines: make the window taller`, last];
}
