import type { Passes } from './exact-test';

/** Runs of one spec: passes per item and per run. */
export interface GridTotals extends Passes {
  /** Per run how many items passed. */
  readonly passesByRun: readonly number[];
}

/** How much the run totals vary, and how much of it items that pass by chance explain; both in squared items. */
export interface RunSpread {
  /** Sample variance of the run totals. */
  readonly observed: number;
  /** Its expectation, were the outcomes of an item independent from run to run. */
  readonly explained: number;
}

/** Zeros for a single run, which cannot vary. */
export function runSpread({ passes, passesByRun, runs }: GridTotals): RunSpread {
  if (runs < 2) return { observed: 0, explained: 0 };
  const mean = passesByRun.reduce((sum, count) => sum + count, 0) / runs;
  const squares = passesByRun.reduce((sum, count) => sum + (count - mean) * (count - mean), 0);
  const inner = passes.reduce((sum, count) => sum + (count / runs) * (1 - count / runs), 0);
  return { observed: squares / (runs - 1), explained: (inner * runs) / (runs - 1) };
}

/**
 * By how much whole runs vary more than their items explain, over two specs together; at least 1, and 1 where no item
 * ever varied.
 */
export function dispersion(first: GridTotals, second: GridTotals): number {
  const [one, two] = [runSpread(first), runSpread(second)];
  const explained = one.explained * (first.runs - 1) + two.explained * (second.runs - 1);
  const observed = one.observed * (first.runs - 1) + two.observed * (second.runs - 1);
  return explained === 0 ? 1 : Math.max(1, observed / explained);
}
