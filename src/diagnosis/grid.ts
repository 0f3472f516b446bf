import type { OutcomeGrid } from './diagnosis';

/** How many outcomes of the grid are one of these letters. */
export function countLetters({ rows }: OutcomeGrid, letters: string): number {
  return rows.reduce(
    (count, row) => count + row.split('').filter((letter) => letters.includes(letter)).length,
    0,
  );
}

/** Is there such an outcome at all? */
export function hasLetter({ rows }: OutcomeGrid, letter: string): boolean {
  return rows.some((row) => row.includes(letter));
}

/** Items and runs of the grid together: its number of outcomes. */
export function gridSize({ rows }: OutcomeGrid): number {
  return rows.reduce((size, row) => size + row.length, 0);
}

/** Numbers, from 1, of the items that have one of these letters in any run. */
export function itemsWith({ rows, callDue }: OutcomeGrid, letters: string): readonly number[] {
  return callDue.flatMap((_, item) =>
    rows.some((row) => letters.includes(row.charAt(item))) ? [item + 1] : [],
  );
}

/** Numbers, from 1, of the runs that have one of these letters at any item. */
export function runsWith({ rows }: OutcomeGrid, letters: string): readonly number[] {
  return rows.flatMap((row, run) =>
    row.split('').some((letter) => letters.includes(letter)) ? [run + 1] : [],
  );
}

/** In how many of the runs from `from` up to, not with, `to` the item was right. */
export function passesOf(
  { rows }: OutcomeGrid,
  item: number,
  { from = 0, to = rows.length }: { readonly from?: number; readonly to?: number } = {},
): number {
  return rows.slice(from, to).filter((row) => row.charAt(item) === 'P').length;
}

/** Indices of the items that were right in some runs and not in others. */
export function mixedItems(grid: OutcomeGrid): readonly number[] {
  return grid.callDue.flatMap((_, item) => {
    const passes = passesOf(grid, item);
    return passes > 0 && passes < grid.rows.length ? [item] : [];
  });
}

/** Whole numbers from one, so many, after an offset: run numbers of a block. */
export function numbersFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** `2 of 42`, the way every sentence here tells a share. */
export function ofAll(count: number, all: number): string {
  return `${count} of ${all}`;
}

/** A share with three decimals, so that a file holds no more than anybody reads. */
export function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
