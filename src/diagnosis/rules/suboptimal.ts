import { failuresOf } from '../failures';
import { countLetters, gridSize, itemsWith, ofAll, rounded } from '../grid';
import type { Rule } from './rule';

/** Mostly the same items wrong each time, and nothing else that explains it. */
export const suboptimal: Rule = (grid) => {
  const all = gridSize(grid);
  const right = countLetters(grid, 'P');
  if (right === all) return undefined;
  const { constant, all: failures } = failuresOf(grid);
  return {
    class: 'suboptimal',
    sentence: `${ofAll(right, all)} outcomes were right, and ${ofAll(constant, failures)} failures were the same items wrong each time; the same items wrong in every other variant would disprove that another one does better`,
    evidence: {
      items: itemsWith(grid, 'WANOMT'),
      runs: [],
      numbers: { right, outcomes: all, constant },
    },
    confidence: rounded(constant / failures),
  };
};
