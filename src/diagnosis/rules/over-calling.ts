import { failuresOf, outweighs } from '../failures';
import { hasLetter, itemsWith, ofAll, rounded, runsWith } from '../grid';
import type { Rule } from './rule';

/** More of what went wrong is a call where none was due, at items that mostly get one, than anything else. */
export const overCalling: Rule = (grid) => {
  if (!hasLetter(grid, 'O')) return undefined;
  const failures = failuresOf(grid);
  if (!outweighs(failures, 'overCalls')) return undefined;
  const { overCalls: calls, all } = failures;
  const due = grid.callDue.filter((isDue) => !isDue).length * grid.rows.length;
  return {
    class: 'over-calling',
    sentence: `${ofAll(calls, due)} outcomes where no call is due got one again and again, ${ofAll(calls, all)} failures; as many calls by a variant with examples of declining would disprove it`,
    evidence: {
      items: itemsWith(grid, 'O'),
      runs: runsWith(grid, 'O'),
      numbers: { calls, failures: all, outcomes: due },
    },
    confidence: rounded(calls / all),
  };
};
