import { countLetters, gridSize, itemsWith, ofAll } from '../grid';
import type { Rule } from './rule';

/** Answers that try to be calls and cannot be read make up at least half of what went wrong. */
export const formatMismatch: Rule = (grid) => {
  const malformed = countLetters(grid, 'M');
  const failures = gridSize(grid) - countLetters(grid, 'P');
  if (malformed === 0 || malformed * 2 < failures) return undefined;
  return {
    class: 'format-mismatch',
    sentence: `${ofAll(malformed, failures)} failures were answers that try to be a call and could not be read as one; a variant that constrains or reads them would show what they meant`,
    evidence: { items: itemsWith(grid, 'M'), runs: [], numbers: { malformed, failures } },
  };
};
