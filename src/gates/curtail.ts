import { countDigits } from '../runs/count-digits';
import {
  type EvidenceBatch,
  type GateEvidence,
  gainOver,
  restraintCounts,
  runsOf,
} from '../runs/gate-evidence';
import type { Policy } from '../study/study';
import { stabilityGate } from './stability-gate';

/** What a candidate's remaining runs could still show at best. */
export interface Remaining {
  readonly runs: number;
  /** Items per run where no call is due: each could still be answered without one. */
  readonly restraintItems: number;
}

/**
 * Why the candidate's remaining runs cannot change its verdict; null where they can. Exact: it holds whatever these
 * runs show.
 *
 * A candidate whose mean cannot rise above the baseline's is rejected, whatever comes; so is one whose restraint cannot
 * come back to what the policy asks. Runs that are unstable so far are made to the end: their order has to be read.
 */
export function curtailed(
  candidate: GateEvidence,
  baseline: GateEvidence,
  { remaining, policy }: { readonly remaining: Remaining; readonly policy: Policy },
): string | null {
  const made = runsOf(candidate);
  if (remaining.runs <= 0 || made < policy.minSamples || runsOf(baseline) === 0) return null;
  if (isRestraintLost(candidate, remaining, policy)) {
    return `${remaining.runs} runs skipped: restraint could not come back to ${policy.minRestraint.toFixed(2)}, whatever they showed`;
  }
  // A faster or cheaper one may be promoted without any gain.
  if (policy.tieBreak !== null) return null;
  return isGainLost(candidate, baseline, remaining) &&
    stabilityGate(candidate, policy).outcome === 'pass'
    ? `${remaining.runs} runs skipped: the mean could not rise above the baseline's, whatever they showed`
    : null;
}

function isRestraintLost(
  candidate: GateEvidence,
  { runs, restraintItems }: Remaining,
  { minRestraint }: Policy,
): boolean {
  const { answered, overCalled } = restraintCounts(candidate);
  const most = answered + runs * restraintItems;
  return most > 0 && 1 - overCalled / most < minRestraint;
}

function isGainLost(candidate: GateEvidence, baseline: GateEvidence, { runs }: Remaining): boolean {
  const batches = [...candidate.batches, perfect(candidate, runs)];
  return gainOver({ ...candidate, batches }, baseline) <= 0;
}

/** Runs in which everything is right. */
function perfect({ kinds }: GateEvidence, runs: number): EvidenceBatch {
  return {
    evaluation: '',
    runs,
    passesByItem: countDigits([runs]).repeat(kinds.length),
    passesByRun: Array.from({ length: runs }, () => kinds.length),
    marks: 'P'.repeat(runs),
    restraint: { answered: 0, overCalled: 0 },
    blocks: { early: null, late: null },
    identicalAnswers: false,
    measured: { latencyMs: [], costUsd: null, digests: [] },
  };
}
