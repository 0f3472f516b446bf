import { countLetters } from '../grid';
import type { Rule } from './rule';

/** Items that are right in some runs and wrong in others, in no order that another rule knows. */
export const flaky: Rule = (grid) => {
  const mixed = grid.callDue.flatMap((_, item) => {
    const passes = grid.rows.filter((row) => row.charAt(item) === 'P').length;
    return passes > 0 && passes < grid.rows.length ? [item + 1] : [];
  });
  if (mixed.length === 0) return undefined;
  return {
    class: 'flaky',
    sentence: `${mixed.length} of ${grid.callDue.length} items were right in some runs and wrong in others, in no order (${grid.marks}); the same answers at temperature 0 would disprove it`,
    evidence: {
      items: mixed,
      runs: [],
      numbers: { mixedItems: mixed.length, mendable: countLetters(grid, 'MT') },
    },
  };
};
