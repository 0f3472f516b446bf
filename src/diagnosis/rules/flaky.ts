import type { OutcomeGrid } from '../diagnosis';
import { failuresOf, outweighs } from '../failures';
import { countLetters, mixedItems, ofAll, passesOf, rounded } from '../grid';
import type { Rule } from './rule';

/** Items are right in some runs and wrong in others, in no order that another rule knows, and more than are never right. */
export const flaky: Rule = (grid) => {
  const failures = failuresOf(grid);
  const mixed = mixedItems(grid);
  if (!outweighs(failures, 'mixed', ['constant']) || !isMostly(grid, mixed.length)) {
    return undefined;
  }
  const temperature = grid.conditions?.spec.temperature;
  const sampled = temperature === undefined ? '' : `, at temperature ${temperature}`;
  return {
    class: 'flaky',
    sentence: `${ofAll(mixed.length, grid.callDue.length)} items were right in some runs and wrong in others, in no order (${grid.marks})${sampled}; as mixed a result at temperature 0 would disprove that sampling is to blame`,
    evidence: {
      items: mixed.map((item) => item + 1),
      runs: [],
      numbers: { mixedItems: mixed.length, mendable: countLetters(grid, 'MT') },
    },
    confidence: rounded(failures.mixed / failures.all),
  };
};

/** Are at least as many items mixed as are never right? */
function isMostly(grid: OutcomeGrid, mixed: number): boolean {
  const never = Array.from(grid.callDue.keys()).filter((item) => passesOf(grid, item) === 0);
  return mixed >= never.length;
}
