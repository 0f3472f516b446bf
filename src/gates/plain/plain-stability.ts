import { accuracyVariance } from '../../runs/accuracies';
import type { EvaluationSummary } from '../../runs/evaluation';
import type { Policy } from '../../study/study';
import type { GateResult } from '../gate';

/** G2: do the candidate's runs agree with each other? The plain form: variance of their accuracies. */
export function plainStability(candidate: EvaluationSummary, { maxVariance }: Policy): GateResult {
  const variance = candidate.runs === 0 ? null : accuracyVariance(candidate);
  const stable = variance !== null && variance <= maxVariance;
  return {
    gate: 'G2 stability',
    outcome: variance === null ? 'undecided' : stable ? 'pass' : 'fail',
    reason:
      variance === null
        ? 'no runs to compare'
        : `variance of run accuracies ${variance.toFixed(4)}; at most ${maxVariance} is stable (${candidate.marks})`,
    evidence: { variance, maxVariance },
  };
}
