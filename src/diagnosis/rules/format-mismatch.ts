import { failuresOf, outweighs } from '../failures';
import { hasLetter, itemsWith, ofAll, rounded, runsWith } from '../grid';
import type { Rule } from './rule';

/** More of what went wrong is an answer that tries to be a call, and cannot be read as one, than anything else. */
export const formatMismatch: Rule = (grid) => {
  if (!hasLetter(grid, 'M')) return undefined;
  const failures = failuresOf(grid);
  if (!outweighs(failures, 'malformed')) return undefined;
  const { malformed, all } = failures;
  const variant = grid.conditions?.spec.variant ?? 'the variant';
  return {
    class: 'format-mismatch',
    sentence: `${ofAll(malformed, all)} failures were answers that try to be a call and that ${variant} could not read as one; wrong calls by a variant that constrains or reads them would disprove it`,
    evidence: {
      items: itemsWith(grid, 'M'),
      runs: runsWith(grid, 'M'),
      numbers: { malformed, failures: all },
    },
    confidence: rounded(malformed / all),
  };
};
