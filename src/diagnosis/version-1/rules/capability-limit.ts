import { countLetters, ofAll } from '../grid';
import type { Rule } from './rule';

/**
 * No call that was due was ever right, in any run, and nothing else explains it: no time-out, no unreadable answer.
 * It stands only once the variants that could have done better were tried; that is for the cycle to say.
 */
export const capabilityLimit: Rule = (grid) => {
  const due = grid.callDue.flatMap((isDue, item) => (isDue ? [item] : []));
  const right = grid.rows.some((row) => due.some((item) => row.charAt(item) === 'P'));
  if (due.length === 0 || grid.rows.length === 0 || right) return undefined;
  if (countLetters(grid, 'TM') > 0) return undefined;
  const all = due.length * grid.rows.length;
  return {
    class: 'capability-limit',
    sentence: `${ofAll(0, all)} due calls were right over ${grid.rows.length} runs, every run the same way; one right call by any variant would disprove it`,
    evidence: {
      items: due.map((item) => item + 1),
      runs: [],
      numbers: { dueCalls: all, rightCalls: 0, runs: grid.rows.length },
    },
  };
};
