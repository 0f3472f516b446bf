import type { OutcomeGrid } from './diagnosis';
import { upperTail } from './upper-tail';

/** Runs in a row, with others before and after, in which nothing was right. */
export interface Outage {
  /** Number of its first run, from 1. */
  readonly first: number;
  readonly runs: number;
  /** How likely chance puts the failing runs in one block; in (0, 1]. */
  readonly chance: number;
}

/** The others must be right in more than this share, each in half as much, or a run without a pass says little. */
const USUAL = 0.25;

/** The one block of at least two runs without a pass, where every other run has passes. Undefined where there is none. */
export function outage({ rows, callDue }: OutcomeGrid): Outage | undefined {
  const dark = rows.map((row) => !row.includes('P'));
  const first = dark.indexOf(true);
  const last = dark.lastIndexOf(true);
  const runs = last - first + 1;
  if (first < 1 || last > rows.length - 2 || runs < 2) return undefined;
  if (dark.slice(first, last + 1).includes(false)) return undefined;
  const others = rows.filter((_, run) => run < first || run > last);
  const passesByRun = others.map((row) => row.replaceAll(/[^P]/g, '').length);
  const passes = passesByRun.reduce((sum, count) => sum + count, 0);
  const outcomes = others.length * callDue.length;
  const weak = passesByRun.some((count) => count * others.length * 2 < passes);
  if (passes <= USUAL * outcomes || weak) return undefined;
  const all = outcomes + runs * callDue.length;
  const failed = all - passes;
  const drawn = runs * callDue.length;
  return {
    first: first + 1,
    runs,
    chance: upperTail({ all, failed, drawn, failedOfDrawn: drawn }),
  };
}
