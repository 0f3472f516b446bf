import { compare } from '../gates/compare';
import { scientific } from '../gates/scientific';
import { stabilityGate } from '../gates/stability-gate';
import {
  type GateEvidence,
  gainOver,
  medianRunAccuracy,
  runsOf,
  shareHeld,
} from '../runs/gate-evidence';
import { isAtMost } from '../statistics/is-at-most';
import type { Policy } from '../study/study';

/** What a check of a route comes to. */
export interface RouteVerdict {
  /** `held`: nothing speaks against it. `broken`: certainly worse. `unclear`: the runs cannot tell. */
  readonly verdict: 'held' | 'broken' | 'unclear';
  readonly reason: string;
  /** Median accuracy promised and found, in [0, 1]. */
  readonly promised: number;
  readonly found: number;
  /** How often chance alone would show so great a loss. */
  readonly p: number;
}

/** Chance may show a loss this rarely before a promise counts as broken. */
const LEVEL = 0.05;

/** Does a route still show what it promised? One exact test, stratified by item, at 5 %. */
export function judgeRoute(
  promise: GateEvidence,
  fresh: GateEvidence,
  policy: Policy,
): RouteVerdict {
  const { p } = compare(promise, fresh);
  const [promised, found] = [medianRunAccuracy(promise), medianRunAccuracy(fresh)];
  const gain = gainOver(fresh, promise);
  const numbers = `median ${found.toFixed(3)} in ${runsOf(fresh)} runs against ${promised.toFixed(3)} in ${runsOf(
    promise,
  )}, mean ${gain < 0 ? '' : '+'}${gain.toFixed(3)}, p of a loss ${scientific(p)}`;
  const judged = { promised, found, p };
  if (isAtMost(p, LEVEL)) {
    return { ...judged, verdict: 'broken', reason: `certainly worse than promised: ${numbers}` };
  }
  const [held, holds] = [shareHeld(promise), shareHeld(fresh)];
  if (holds < policy.minRestraint && holds < held) {
    const reason = `restraint fell from ${held.toFixed(3)} to ${holds.toFixed(3)}, at least ${policy.minRestraint.toFixed(2)} is asked; ${numbers}`;
    return { ...judged, verdict: 'broken', reason };
  }
  const stability = stabilityGate(fresh, policy);
  if (stability.outcome === 'fail' || runsOf(fresh) < policy.minSamples) {
    const why =
      stability.outcome === 'fail'
        ? stability.reason
        : `${runsOf(fresh)} runs, at least ${policy.minSamples} are needed`;
    return { ...judged, verdict: 'unclear', reason: `${why}; ${numbers}` };
  }
  return { ...judged, verdict: 'held', reason: `nothing speaks against it: ${numbers}` };
}
