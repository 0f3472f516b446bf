import type { OutcomeGrid } from '../diagnosis';
import { failuresOf, outweighs } from '../failures';
import { hasLetter, itemsWith, ofAll, rounded, runsWith } from '../grid';
import type { Rule } from './rule';

/** More of what went wrong is a time-out than anything else. */
export const timeoutBound: Rule = (grid) => {
  if (!hasLetter(grid, 'T')) return undefined;
  const failures = failuresOf(grid);
  if (!outweighs(failures, 'timeouts')) return undefined;
  const { timeouts, all } = failures;
  return {
    class: 'timeout-bound',
    sentence: `${ofAll(timeouts, all)} failures were time-outs${nearLimit(grid)}; wrong answers under a longer limit would disprove it`,
    evidence: {
      items: itemsWith(grid, 'T'),
      runs: runsWith(grid, 'T'),
      numbers: { timeouts, failures: all, ...limitNumbers(grid) },
    },
    confidence: rounded(timeouts / all),
  };
};

function nearLimit(grid: OutcomeGrid): string {
  const { limitMs, medianMs } = limitNumbers(grid);
  return limitMs === undefined
    ? ''
    : ` at a limit of ${limitMs} ms; a run's median was up to ${medianMs} ms`;
}

function limitNumbers({ conditions }: OutcomeGrid): Readonly<Record<string, number>> {
  if (!conditions) return {};
  return {
    limitMs: Math.round(conditions.spec.timeoutSeconds * 1000),
    medianMs: Math.max(...conditions.latency.map(({ medianMs }) => medianMs)),
  };
}
