import type { OutcomeGrid } from '../diagnosis';

/** How many outcomes of the grid are one of these letters. */
export function countLetters({ rows }: OutcomeGrid, letters: string): number {
  return rows.reduce(
    (count, row) => count + row.split('').filter((letter) => letters.includes(letter)).length,
    0,
  );
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

/** Numbers, from 1, of the runs that carry this mark. */
export function runsMarked({ marks }: OutcomeGrid, mark: 'F' | 'P'): readonly number[] {
  return marks.split('').flatMap((each, run) => (each === mark ? [run + 1] : []));
}

/** `2 of 42`, the way every sentence here tells a share. */
export function ofAll(count: number, all: number): string {
  return `${count} of ${all}`;
}
