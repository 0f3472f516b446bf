import type { OutcomeGrid } from './diagnosis';
import { countLetters, passesOf } from './grid';

/** What went wrong, by what it looks like; each failing outcome is counted once. */
export interface Failures {
  readonly all: number;
  /** `T`. */
  readonly timeouts: number;
  /** `M`. */
  readonly malformed: number;
  /** `O` at items that get a call in at least three of four runs. */
  readonly overCalls: number;
  /** Other `W`, `A`, `N` and `O`, at items that are right in other runs. */
  readonly mixed: number;
  /** Other `W`, `A` and `N`, at items that are never right. */
  readonly constant: number;
}
export type FailureKind = Exclude<keyof Failures, 'all'>;

/** Counts the failing outcomes of a grid. */
export function failuresOf(grid: OutcomeGrid): Failures {
  const called = Array.from(grid.callDue.keys()).filter((item) => isCalled(grid, item));
  const others = Array.from(grid.callDue.keys()).filter((item) => !called.includes(item));
  const isMixed = (item: number): boolean => passesOf(grid, item) > 0;
  return {
    all: countLetters(grid, 'WANOMT'),
    timeouts: countLetters(grid, 'T'),
    malformed: countLetters(grid, 'M'),
    overCalls: count(grid, called, 'O'),
    mixed: count(grid, others.filter(isMixed), 'WANO'),
    constant: count(
      grid,
      others.filter((item) => !isMixed(item)),
      'WANO',
    ),
  };
}

/** Is there any of it, and no more of anything else but what is named? */
export function outweighs(
  failures: Failures,
  kind: FailureKind,
  but: readonly FailureKind[] = [],
): boolean {
  const kinds: readonly FailureKind[] = ['timeouts', 'malformed', 'overCalls', 'mixed', 'constant'];
  const others = kinds.filter((other) => !but.includes(other));
  return failures[kind] > 0 && others.every((other) => failures[other] <= failures[kind]);
}

/** Is a call made for it, where none is due, in at least three of four runs? */
function isCalled({ rows }: OutcomeGrid, item: number): boolean {
  return rows.filter((row) => row.charAt(item) === 'O').length * 4 >= rows.length * 3;
}

function count({ rows }: OutcomeGrid, items: readonly number[], wanted: string): number {
  return rows.reduce(
    (sum, row) => sum + items.filter((item) => wanted.includes(row.charAt(item))).length,
    0,
  );
}
