import { type GateEvidence, gainOver, medianRunAccuracy, runsOf } from '../runs/gate-evidence';
import { isAtMost } from '../statistics/is-at-most';
import { identicalThroughout } from './certified-by-copies';
import type { Comparison } from './compare';
import type { GateResult } from './gate';
import { scientific } from './scientific';
import { signed } from './signed';

/** What G3 compares. */
export interface Contest {
  readonly candidate: GateEvidence;
  readonly baseline: GateEvidence;
  readonly comparison: Comparison;
  /** How often this look may err, in [0, 1]. */
  readonly level: number;
  /** May identical answers in every run stand for the test? */
  readonly copiesDecide: boolean;
  /** Is there no look after this one? */
  readonly isLast: boolean;
}

/**
 * G3: is the candidate better? Mean and median are above the baseline's, and chance alone would show as much at most
 * as often as this look may err. Equal is no improvement. Better but not certain is undecided until the last look.
 */
export function improvementGate(contest: Contest): GateResult {
  const { candidate, baseline, comparison, level } = contest;
  if (runsOf(candidate) === 0 || runsOf(baseline) === 0) return nothingToCompare();
  const candidateMedian = medianRunAccuracy(candidate);
  const baselineMedian = medianRunAccuracy(baseline);
  const gain = gainOver(candidate, baseline);
  const above = gain > 0 && candidateMedian > baselineMedian;
  const measured = `median ${candidateMedian.toFixed(3)} against ${baselineMedian.toFixed(3)}, mean ${signed(gain)}`;
  return {
    gate: 'G3 improvement',
    outcome: outcomeOf(contest, above),
    reason: `${measured}${above ? `; ${chance(contest)}` : ''}`,
    evidence: { candidateMedian, baselineMedian, gain, ...comparison, level },
  };
}

function outcomeOf(contest: Contest, above: boolean): GateResult['outcome'] {
  if (above && isCertain(contest)) return 'pass';
  return above && !contest.isLast ? 'undecided' : 'fail';
}

function isCertain(contest: Contest): boolean {
  const { comparison, level } = contest;
  return isCopied(contest) || isAtMost(comparison.p, level);
}

function isCopied({ candidate, baseline, copiesDecide }: Contest): boolean {
  return copiesDecide && identicalThroughout(candidate, baseline);
}

function chance(contest: Contest): string {
  const { level } = contest;
  const { p } = contest.comparison;
  if (isCopied(contest)) {
    return `certified by identical answers: all ${runsOf(contest.candidate)} runs of the candidate and all ${runsOf(contest.baseline)} of the baseline gave the same answers each time, more would be copies`;
  }
  return `chance alone would show this ${often(p)} (p ${scientific(p)}), and at most p ${scientific(level)} counts at this look`;
}

/** `once in 3432 times`. */
function often(p: number): string {
  if (p > 0.5) return 'more often than not';
  return p < 1e-9
    ? 'less than once in a thousand million times'
    : `once in ${Math.round(1 / p)} times`;
}

function nothingToCompare(): GateResult {
  return {
    gate: 'G3 improvement',
    outcome: 'undecided',
    reason: 'no runs to compare',
    evidence: { candidateMedian: null, baselineMedian: null, gain: null },
  };
}
