import type { EvaluationSummary } from '../../runs/evaluation';
import type { Policy } from '../../study/study';
import type { GateResult } from '../gate';
import { decidedEarly } from './decided-early';

/** G1: have both specs enough valid runs to say anything? Too few is undecided, never a failure. */
export function plainSamples(
  candidate: EvaluationSummary,
  baseline: EvaluationSummary,
  policy: Policy,
): GateResult {
  const { minSamples } = policy;
  const fewest = Math.min(candidate.runs, baseline.runs);
  const enough = fewest >= minSamples;
  return {
    gate: 'G1 samples',
    outcome: enough ? 'pass' : 'undecided',
    reason: `${candidate.runs} runs of the candidate and ${baseline.runs} of the baseline; ${minSamples} of each are needed${decidedEarly(candidate, baseline, policy)}`,
    evidence: { candidateRuns: candidate.runs, baselineRuns: baseline.runs, minSamples },
  };
}
