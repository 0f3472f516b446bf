import { meanAccuracy, medianAccuracy } from '../runs/accuracies';
import type { EvaluationSummary } from '../runs/evaluation';
import type { GateResult } from './gate';

/** G3: is the candidate better? The plain form: median strictly above the baseline's; equal is no improvement. */
export function improvementGate(
  candidate: EvaluationSummary,
  baseline: EvaluationSummary,
): GateResult {
  if (candidate.runs === 0 || baseline.runs === 0) {
    return {
      gate: 'G3 improvement',
      outcome: 'undecided',
      reason: 'no runs to compare',
      evidence: { candidateMedian: null, baselineMedian: null, gain: null },
    };
  }
  const candidateMedian = medianAccuracy(candidate);
  const baselineMedian = medianAccuracy(baseline);
  return {
    gate: 'G3 improvement',
    outcome: candidateMedian > baselineMedian ? 'pass' : 'fail',
    reason: `median ${candidateMedian.toFixed(3)} against ${baselineMedian.toFixed(3)}; strictly above is an improvement`,
    evidence: {
      candidateMedian,
      baselineMedian,
      gain: meanAccuracy(candidate) - meanAccuracy(baseline),
    },
  };
}
