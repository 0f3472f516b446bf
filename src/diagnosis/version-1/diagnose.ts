import type { Diagnosis, OutcomeGrid } from '../diagnosis';
import { gridSize } from './grid';
import { capabilityLimit } from './rules/capability-limit';
import { coldStart } from './rules/cold-start';
import { flaky } from './rules/flaky';
import { formatMismatch } from './rules/format-mismatch';
import { lateDegradation } from './rules/late-degradation';
import { overCalling } from './rules/over-calling';
import type { Rule } from './rules/rule';
import { suboptimal } from './rules/suboptimal';
import { timeoutBound } from './rules/timeout-bound';

/** In order of how sure we are: the first that sees its trouble names it. */
const RULES: readonly Rule[] = [
  coldStart,
  timeoutBound,
  formatMismatch,
  overCalling,
  lateDegradation,
  flaky,
  capabilityLimit,
  suboptimal,
];

/**
 * The first rules, kept as they were: evaluations that began with them, and audits of those, are read by them.
 * `../diagnose.ts` has today's.
 */
export function diagnoseFirst(grid: OutcomeGrid): Diagnosis {
  for (const rule of RULES) {
    const diagnosis = rule(grid);
    if (diagnosis) return diagnosis;
  }
  return {
    class: 'healthy',
    sentence: `All ${gridSize(grid)} outcomes were right`,
    evidence: { items: [], runs: [], numbers: { outcomes: gridSize(grid) } },
  };
}
