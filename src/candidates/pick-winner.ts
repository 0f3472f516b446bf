import type { Decision } from '../gates/gate';
import type { Ticket } from '../gates/ledger';
import type { EvaluationSummary } from '../runs/evaluation';
import type { EvidenceBatch } from '../runs/gate-evidence';
import type { Candidate } from './candidate';

/** A candidate with what was measured and decided about it. */
export interface Decided {
  readonly candidate: Candidate;
  readonly summary: EvaluationSummary;
  readonly decision: Decision;
  /** Its right to be tested; null where nothing was spent on it. */
  readonly ticket: Ticket | null;
  /** All that counts of it, earlier looks with it. */
  readonly batches: readonly EvidenceBatch[];
}

/** The best promoting candidate: the largest gain; ties go to the faster one, then to the smaller spec id. */
export function pickWinner(decided: readonly Decided[]): Decided | null {
  return promotingInOrder(decided)[0] ?? null;
}

/** All that promote, the best first. */
export function promotingInOrder(decided: readonly Decided[]): readonly Decided[] {
  return decided
    .filter(({ decision }) => decision.verdict === 'PROMOTE')
    .toSorted(byGainThenLatencyThenId);
}

function byGainThenLatencyThenId(left: Decided, right: Decided): number {
  const gains = Math.round((right.decision.gain - left.decision.gain) * 1e9);
  if (gains !== 0) return gains;
  const latency = left.summary.measured.latency.medianMs - right.summary.measured.latency.medianMs;
  if (latency !== 0) return latency;
  return left.summary.specId < right.summary.specId ? -1 : 1;
}
