import { type EvidenceBatch, gainOver, runsOf } from '../runs/gate-evidence';
import { isAtMost } from '../statistics/is-at-most';
import { median } from '../statistics/median';
import { rankSumTest } from '../statistics/rank-sum-test';
import { Z_ONE_SIDED_95 } from '../statistics/z-quantiles';
import { compare, compareKind } from './compare';
import type { Decision } from './gate';
import { scientific } from './scientific';
import type { Situation } from './situation';

/**
 * An equal candidate may be promoted for being faster or cheaper, where the study asks for it: it is not worse by more
 * than `delta`, nor certainly worse at all, its runs are certainly faster or cheaper, and by at least the margin.
 *
 * @returns null where the study does not ask, the candidate is not equal enough, or not certainly faster or cheaper
 */
export function breakTie(
  situation: Situation,
): Pick<Decision, 'verdict' | 'reason' | 'tieBreak'> | null {
  const { policy, level } = situation;
  if (policy.tieBreak === null || level === 0) return null;
  const { metric, margin, delta } = policy.tieBreak;
  const saving = savingOf(situation, metric);
  if (!saving || !isEnough(saving, { margin, level })) return null;
  const { gain, least } = lossOf(situation);
  if (least < -delta || losesForCertain(situation)) return null;
  const word = metric === 'latency' ? 'faster' : 'cheaper';
  return {
    verdict: 'PROMOTE',
    tieBreak: metric,
    reason: `equal, and promoted for being ${word} alone: ${percent(saving.share)} less (at least ${percent(margin)} is asked; p ${scientific(saving.p)}, at most ${scientific(level)} counts at this look); accuracy ${gain.toFixed(3)}, at worst ${least.toFixed(3)}, of which ${delta} is accepted`,
  };
}

function isEnough(
  { share, p }: { readonly share: number; readonly p: number },
  { margin, level }: { readonly margin: number; readonly level: number },
): boolean {
  return share >= margin && isAtMost(p, level);
}

/** A loss this certain makes a candidate unequal, however small it is. */
const LOSS_LEVEL = 0.05;

function losesForCertain({ candidate, baseline }: Situation): boolean {
  return (
    isAtMost(compare(baseline, candidate).p, LOSS_LEVEL) ||
    isAtMost(compareKind(baseline, candidate, 'a'), LOSS_LEVEL)
  );
}

/** What is saved, as a share of the baseline's median, and how likely by chance; null where a run lacks the number. */
function savingOf({ candidate, baseline }: Situation, metric: 'latency' | 'cost') {
  const ours = valuesOf(candidate.batches, metric);
  const theirs = valuesOf(baseline.batches, metric);
  if (ours.length < runsOf(candidate) || theirs.length < runsOf(baseline)) return null;
  const [now, before] = [median(ours), median(theirs)];
  return { share: before === 0 ? 0 : 1 - now / before, p: rankSumTest(ours, theirs) };
}

/** The gain in accuracy, and what it is at worst with 95 % confidence. */
function lossOf({ candidate, baseline }: Situation) {
  const gain = gainOver(candidate, baseline);
  const { standardError } = compare(candidate, baseline);
  return { gain, least: gain - Z_ONE_SIDED_95 * standardError };
}

function valuesOf(
  batches: readonly EvidenceBatch[],
  metric: 'latency' | 'cost',
): readonly number[] {
  return batches.flatMap(({ measured }) =>
    metric === 'latency' ? measured.latencyMs : (measured.costUsd ?? []),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
