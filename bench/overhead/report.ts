import { markdownTable } from './markdown-table';
import type { Measured } from './measure';
import { IDEAL_MS } from './plan';

/** All repeats of one way through the calls. */
export interface Row {
  readonly name: string;
  /** What nothing but waiting would take in this arrangement, in milliseconds. */
  readonly idealMs: number;
  readonly repeats: readonly Measured[];
}

export function row(name: string, idealMs = IDEAL_MS): Row {
  return { name, idealMs, repeats: [] };
}

/** Medians of the repeats, as ratios. */
export function table(rows: readonly Row[]): string {
  const promptfoo = rows.find(({ name }) => name === 'promptfoo');
  const theirs = promptfoo ? wholeOf(promptfoo) : null;
  return markdownTable(
    [
      'through',
      'first request to last answer / ideal',
      'first request to all written / ideal',
      'whole process / ideal',
      "whole process / promptfoo's",
      'CPU of the worker, s',
    ],
    rows.map((each) => {
      const whole = wholeOf(each);
      return [
        each.name,
        ratio(median(each.repeats.map(({ callsMs }) => callsMs)), each.idealMs),
        ratio(median(each.repeats.map(({ doneMs }) => doneMs)), each.idealMs),
        whole === null ? '' : ratio(whole, each.idealMs),
        whole === null || theirs === null ? '' : ratio(whole, theirs),
        cpuOf(each),
      ];
    }),
  );
}

export function ratio(value: number, of: number): string {
  return (value / of).toFixed(2);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function wholeOf({ repeats }: Row): number | null {
  const known = repeats.flatMap(({ wholeMs }) => (wholeMs === null ? [] : [wholeMs]));
  return known.length === 0 ? null : median(known);
}

function cpuOf({ repeats }: Row): string {
  const known = repeats.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs]));
  return known.length === 0 ? '' : (median(known) / 1000).toFixed(1);
}
