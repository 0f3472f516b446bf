import { type GateEvidence, runsOf } from '../runs/gate-evidence';
import type { Policy } from '../study/study';
import type { GateResult } from './gate';

/** G1: have both specs enough valid runs to say anything? Too few is undecided, never a failure. */
export function samplesGate(
  candidate: GateEvidence,
  baseline: GateEvidence,
  { minSamples }: Policy,
): GateResult {
  const [candidateRuns, baselineRuns] = [runsOf(candidate), runsOf(baseline)];
  return {
    gate: 'G1 samples',
    outcome: Math.min(candidateRuns, baselineRuns) >= minSamples ? 'pass' : 'undecided',
    reason: `${candidateRuns} runs of the candidate and ${baselineRuns} of the baseline; ${minSamples} of each are needed`,
    evidence: { candidateRuns, baselineRuns, minSamples },
  };
}
