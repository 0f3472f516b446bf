import { countLetters, gridSize, itemsWith, ofAll } from '../grid';
import type { Rule } from './rule';

/** Clean runs, the same items wrong each time. */
export const suboptimal: Rule = (grid) => {
  const all = gridSize(grid);
  const right = countLetters(grid, 'P');
  if (right === all) return undefined;
  return {
    class: 'suboptimal',
    sentence: `Clean runs, ${ofAll(right, all)} outcomes right, the same items wrong each time; another variant may do better`,
    evidence: { items: itemsWith(grid, 'WANOMT'), runs: [], numbers: { right, outcomes: all } },
  };
};
