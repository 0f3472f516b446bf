import { accuracyGain, medianAccuracy } from '../../runs/accuracies';
import type { EvaluationSummary } from '../../runs/evaluation';
import type { GateResult } from '../gate';
import { signed } from '../signed';

/** G3: is the candidate better? The plain form: median and mean strictly above the baseline's; equal is no improvement. */
export function plainImprovement(
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
  const gain = accuracyGain(candidate, baseline);
  return {
    gate: 'G3 improvement',
    outcome: candidateMedian > baselineMedian && gain > 0 ? 'pass' : 'fail',
    reason: `median ${candidateMedian.toFixed(3)} against ${baselineMedian.toFixed(3)}, mean ${signed(gain)}; strictly above in both is an improvement`,
    evidence: { candidateMedian, baselineMedian, gain },
  };
}
