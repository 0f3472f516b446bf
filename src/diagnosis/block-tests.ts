import type { BlockTests } from '../runs/evaluation';
import { exactTest, type Passes } from '../statistics/exact-test';

/** Blocks of so many runs are compared with the others. */
const SIZES = [1, 2, 3] as const;

/**
 * Are the first, or the last, runs of an evaluation worse than its others, item by item? It sees a cold start of some
 * items only, where no run as a whole stands out.
 *
 * @param rows - one row per run, one letter per item
 * @returns per side the smallest p of the exact test over blocks of 1, 2 and 3 runs, times 3; null for fewer than 4 runs
 */
export function blockTests(rows: readonly string[]): BlockTests {
  if (rows.length < 4) return { early: null, late: null };
  return { early: smallest(rows), late: smallest(rows.toReversed()) };
}

function smallest(rows: readonly string[]): number {
  const chances = SIZES.map((size) =>
    exactTest(passesOf(rows.slice(size)), passesOf(rows.slice(0, size))),
  );
  return Math.min(1, SIZES.length * Math.min(...chances));
}

function passesOf(rows: readonly string[]): Passes {
  const passes: number[] = [];
  for (let item = 0; item < (rows[0]?.length ?? 0); item += 1) {
    let sum = 0;
    for (const row of rows) if (row.charAt(item) === 'P') sum += 1;
    passes.push(sum);
  }
  return { passes, runs: rows.length };
}
