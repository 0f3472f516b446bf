import type { Diagnosis, OutcomeGrid } from './diagnosis';
import { rowPatterns } from './row-patterns';
import { RULES } from './rules';
import { healthy } from './rules/healthy';
import { runPattern } from './run-pattern';

/**
 * Names the trouble that the outcomes show: the first rule that sees its own names it.
 *
 * @param grid - with its conditions, where they are known: without them no endpoint is blamed and no conversation
 */
export function diagnose(grid: OutcomeGrid): Diagnosis {
  const found = firstOf(grid) ?? healthy(grid);
  const pattern = grid.marks === '' ? {} : { pattern: runPattern(grid.marks) };
  return { ...found, evidence: { ...found.evidence, ...pattern, rows: rowPatterns(grid) } };
}

function firstOf(grid: OutcomeGrid): Diagnosis | undefined {
  for (const rule of RULES) {
    const diagnosis = rule(grid);
    if (diagnosis) return diagnosis;
  }
  return undefined;
}
