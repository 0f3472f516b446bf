import fc from 'fast-check';
import { type Files, withFile } from './files-in-memory';

/** One change to one file, as somebody without a plan makes it. */
export interface Tampering {
  readonly what: string;
  readonly file: string;
  readonly files: Files;
}

/**
 * Changes to any of the files, or to those that are named: a byte flipped, bytes dropped, swapped or added, lines dropped, swapped or doubled, the
 * file cut short or gone.
 */
export function tamperings(
  files: Files,
  names: readonly string[] = [...files.keys()].toSorted(),
): fc.Arbitrary<Tampering> {
  return fc
    .record({
      file: fc.constantFrom(...names),
      what: fc.constantFrom(...Object.keys(CHANGES)),
      first: fc.nat(),
      second: fc.nat(),
      value: fc.integer({ min: 1, max: 255 }),
    })
    .map(({ file, what, ...chance }) => {
      const before = Buffer.from(files.get(file) ?? []);
      const after = CHANGES[what]?.(before, chance) ?? null;
      return { what: `${what} of ${file}`, file, before, after };
    })
    .filter(({ before, after }) => after === null || !after.equals(before))
    .map(({ what, file, after }) => ({
      what,
      file,
      files: withFile(files, file, after),
      // Else a failure would print every byte of every file.
      [fc.toStringMethod]: () => what,
    }));
}

interface Chance {
  readonly first: number;
  readonly second: number;
  readonly value: number;
}

const CHANGES: Readonly<Record<string, (bytes: Buffer, chance: Chance) => Buffer | null>> = {
  'flipped bits': (bytes, { first, value }) => {
    const changed = Buffer.from(bytes);
    const place = first % Math.max(1, bytes.length);
    changed[place] = (changed[place] ?? 0) ^ value;
    return changed;
  },
  'dropped bytes': (bytes, { first, value }) => {
    const place = first % Math.max(1, bytes.length);
    return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + (value % 9) + 1)]);
  },
  'swapped bytes': (bytes, { first, second }) => {
    const changed = Buffer.from(bytes);
    const [one, other] = [first % Math.max(1, bytes.length), second % Math.max(1, bytes.length)];
    [changed[one], changed[other]] = [bytes[other] ?? 0, bytes[one] ?? 0];
    return changed;
  },
  'added bytes': (bytes, { first, value }) => {
    const place = first % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, place), Buffer.from([value]), bytes.subarray(place)]);
  },
  'appended byte': (bytes, { value }) => Buffer.concat([bytes, Buffer.from([value])]),
  'appended line end': (bytes) => Buffer.concat([bytes, Buffer.from('\n')]),
  'a space more': (bytes, { first }) => {
    const places: number[] = [];
    for (let at = bytes.indexOf(','); at !== -1; at = bytes.indexOf(',', at + 1)) {
      places.push(at + 1);
    }
    const place = places[first % Math.max(1, places.length)] ?? bytes.length;
    return Buffer.concat([bytes.subarray(0, place), Buffer.from(' '), bytes.subarray(place)]);
  },
  'cut short': (bytes, { first }) => bytes.subarray(0, first % Math.max(1, bytes.length)),
  'dropped line': (bytes, { first }) =>
    byLine(bytes, (lines) => lines.toSpliced(first % lines.length, 1)),
  'doubled line': (bytes, { first }) =>
    byLine(bytes, (lines) => {
      const place = first % lines.length;
      return lines.toSpliced(place, 0, lines[place] ?? '');
    }),
  'swapped lines': (bytes, { first, second }) =>
    byLine(bytes, (lines) => {
      const [one, other] = [first % lines.length, second % lines.length];
      return lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '');
    }),
  'no file': () => null,
};

function byLine(bytes: Buffer, edit: (lines: readonly string[]) => readonly string[]): Buffer {
  // Latin 1 keeps every byte, of compressed files too.
  return Buffer.from(edit(bytes.toString('latin1').split('\n')).join('\n'), 'latin1');
}
