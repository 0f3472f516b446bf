import { countLetters, gridSize, itemsWith, ofAll } from '../grid';
import type { Rule } from './rule';

/** Time-outs make up at least half of what went wrong. */
export const timeoutBound: Rule = (grid) => {
  const timeouts = countLetters(grid, 'T');
  const failures = gridSize(grid) - countLetters(grid, 'P');
  if (timeouts === 0 || timeouts * 2 < failures) return undefined;
  return {
    class: 'timeout-bound',
    sentence: `${ofAll(timeouts, failures)} failures were time-outs; a longer limit would show whether the answers were right`,
    evidence: { items: itemsWith(grid, 'T'), runs: [], numbers: { timeouts, failures } },
  };
};
