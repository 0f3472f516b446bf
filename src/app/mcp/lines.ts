import type { Readable } from 'node:stream';

/** What came: a line, or word of one that was too long to be kept. */
export type Line = string | { readonly tooLong: true };

/**
 * The lines of a stream, as they come.
 *
 * @param most - longest line in characters; of a longer one nothing is kept
 */
export async function* linesOf(stream: Readable, most: number): AsyncGenerator<Line> {
  stream.setEncoding('utf8');
  let pending: Line = '';
  for await (const piece of stream) {
    const [first = '', ...more] = String(piece).split('\n');
    pending = longer(pending, first, most);
    for (const next of more) {
      yield pending;
      pending = longer('', next, most);
    }
  }
  if (pending !== '') yield pending;
}

function longer(line: Line, piece: string, most: number): Line {
  if (typeof line !== 'string') return line;
  return line.length + piece.length > most ? { tooLong: true } : line + piece;
}
