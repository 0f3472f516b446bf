import type { OutcomeGrid, RowPattern } from './diagnosis';
import { passesOf } from './grid';
import { runPattern } from './run-pattern';

/** So many rows say enough, and keep an event small. */
const MOST = 4;

/** The items that failed most, each over the runs, by the patterns that runs are described by. */
export function rowPatterns(grid: OutcomeGrid): readonly RowPattern[] {
  return Array.from(grid.callDue.keys(), (item) => ({ item, passes: passesOf(grid, item) }))
    .filter(({ passes }) => passes < grid.rows.length)
    .toSorted((a, b) => a.passes - b.passes || a.item - b.item)
    .slice(0, MOST)
    .map(({ item }) => {
      const marks = grid.rows.map((row) => (row.charAt(item) === 'P' ? 'P' : 'F')).join('');
      return { item: item + 1, marks, pattern: runPattern(marks) };
    });
}
