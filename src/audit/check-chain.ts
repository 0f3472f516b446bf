import { canonicalJson } from '../canonical-json';
import { NO_LINE_BEFORE } from '../history/decision-log';
import { describeIssues, type Parsed } from '../input-issue';
import type { FindingInside } from './finding';
import type { Tools } from './study-files';
import { excerpt } from './text-difference';

/** One line of a chained file that is as it should be. */
export interface ChainedLine<Line> {
  readonly value: Line;
  readonly text: string;
  /** SHA-256 of the line. */
  readonly hash: string;
}

interface Chained {
  readonly seq: number;
  readonly previous: string;
}

/**
 * Reads a file of JSON Lines in which each line holds the hash of the one before: up to the first line that is not
 * canonical JSON of its kind, does not follow the one before it, or has another number.
 */
export function checkChain<Line extends Chained>(
  bytes: Uint8Array,
  parse: (text: string) => Parsed<Line>,
  { sha256 }: Pick<Tools, 'sha256'>,
): { readonly lines: readonly ChainedLine<Line>[]; readonly finding: FindingInside | null } {
  const lines: ChainedLine<Line>[] = [];
  let start = 0;
  let previous = NO_LINE_BEFORE;
  while (start < bytes.length) {
    const end = bytes.indexOf(LINE_END, start);
    if (end < 0) return { lines, finding: unfinished(bytes, start, lines.length) };
    const raw = bytes.subarray(start, end);
    const hash = sha256(raw);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(raw);
    const line = parse(text);
    const due = { seq: lines.length + 1, previous };
    const wrong = line.ok
      ? (misplaced(line.value, due) ?? misformed(text, hash, sha256))
      : { expected: 'a line of this file', found: describeIssues(line.issues) };
    if (!line.ok || wrong) {
      const at = `line ${due.seq}, byte ${start + 1}`;
      return { lines, finding: { at, ...(wrong ?? NOTHING) } };
    }
    lines.push({ value: line.value, text, hash });
    previous = hash;
    start = end + 1;
  }
  return { lines, finding: null };
}

const LINE_END = 0x0a;

type Wrong = Pick<FindingInside, 'expected' | 'found'>;

const NOTHING: Wrong = { expected: '', found: '' };

/** The same value in other bytes: spaces, another order of fields, another form of a character. */
function misformed(text: string, hash: string, sha256: Tools['sha256']): Wrong | null {
  if (sha256(canonicalJson(JSON.parse(text))) === hash) return null;
  return { expected: 'canonical JSON', found: 'the same value in another form' };
}

function misplaced(line: Chained, due: Chained): Wrong | null {
  if (line.previous !== due.previous) {
    const expected = `previous ${due.previous}, the hash of the line before`;
    return { expected, found: line.previous };
  }
  return line.seq === due.seq ? null : { expected: `number ${due.seq}`, found: `${line.seq}` };
}

/** What stands after the last line end: a crash in the middle of a write leaves such, and so does an edit. */
function unfinished(bytes: Uint8Array, start: number, before: number): FindingInside {
  return {
    at: `line ${before + 1}, byte ${start + 1}`,
    expected: 'the end of the file',
    found: `${bytes.length - start} bytes without a line end: ${excerpt(bytes, start)}; a crash in the middle of a write may leave such, the next write cuts it off`,
  };
}
