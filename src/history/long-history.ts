const HEAD = '{\n  "cycles": [';
const END_OF_CYCLES = '\n  ],\n  "repairs":';
const ENTRY = '\n    {\n';

/** More than any write adds: the last cycle of every phase a study may have, several times over. */
const KEPT = 64;

/** A `meta_loop_history.json` in two: outcomes that are settled, as they stand in the file, and a short history of the rest. */
export interface LongHistory {
  readonly settled: string;
  readonly rest: string;
}

/**
 * Takes the older cycles out of the text, so that a study of a thousand cycles reads and writes as few of them as one
 * that has just begun. A text of another layout is left whole.
 */
export function split(text: string): LongHistory {
  const whole = { settled: '', rest: text };
  const end = text.lastIndexOf(END_OF_CYCLES);
  if (end < 0 || !text.startsWith(HEAD)) return whole;
  let start = end;
  for (let kept = 0; kept < KEPT; kept += 1) {
    start = text.lastIndexOf(ENTRY, start - 1);
    if (start <= HEAD.length) return whole;
  }
  return { settled: text.slice(HEAD.length, start), rest: HEAD + text.slice(start) };
}

/** The whole text again, the rest as it is by now. */
export function joined(settled: string, rest: string): string {
  return HEAD + settled + rest.slice(HEAD.length);
}
