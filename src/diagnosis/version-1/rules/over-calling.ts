import { countLetters, gridSize, itemsWith, ofAll } from '../grid';
import type { Rule } from './rule';

/** Calls where none was due make up at least half of what went wrong. */
export const overCalling: Rule = (grid) => {
  const calls = countLetters(grid, 'O');
  const failures = gridSize(grid) - countLetters(grid, 'P');
  if (calls === 0 || calls * 2 < failures) return undefined;
  return {
    class: 'over-calling',
    sentence: `${ofAll(calls, failures)} failures were calls where none was due; examples of declining would show whether it can hold back`,
    evidence: { items: itemsWith(grid, 'O'), runs: [], numbers: { calls, failures } },
  };
};
