import type { Decision } from '../gates/gate';
import type { EvaluationSummary } from '../runs/evaluation';
import type { Candidate } from './candidate';

/** A candidate with what was measured and decided about it. */
export interface Decided {
  readonly candidate: Candidate;
  readonly summary: EvaluationSummary;
  readonly decision: Decision;
}

/** The best promoting candidate: the largest gain; ties go to the faster one, then to the smaller spec id. */
export function pickWinner(decided: readonly Decided[]): Decided | null {
  const promoting = decided.filter(({ decision }) => decision.verdict === 'PROMOTE');
  return promoting.toSorted(byGainThenLatencyThenId)[0] ?? null;
}

function byGainThenLatencyThenId(left: Decided, right: Decided): number {
  const gains = Math.round((right.decision.gain - left.decision.gain) * 1e9);
  if (gains !== 0) return gains;
  const latency = left.summary.measured.latency.medianMs - right.summary.measured.latency.medianMs;
  if (latency !== 0) return latency;
  return left.summary.specId < right.summary.specId ? -1 : 1;
}
