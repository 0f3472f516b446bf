import { accuracyVariance, meanAccuracy } from '../runs/accuracies';
import type { Policy } from '../study/study';
import { lostRestraint } from './lost-restraint';
import { METRIC_VALUES, type MetricValues, metricChange, type Pair } from './metric-change';
import type { Recommendation } from './recommendation';

/** What the verification of a recommendation came to. */
export interface TrialVerdict {
  readonly keep: boolean;
  /** By how much the metric moved in the direction predicted. */
  readonly measured: number;
  readonly reason: string;
}

/**
 * Did the change do what it predicted? Kept when its metric moved the predicted way, accuracy did not fall, and
 * restraint did not fall to less than the policy asks; undone otherwise.
 *
 * The plain form: it compares the verification's own fresh runs, without a certificate that chance had no part in it.
 */
export function judgeTrial(
  recommendation: Recommendation,
  pair: Pair,
  policy: Policy,
): TrialVerdict {
  const { measured, told } = metricChange(recommendation, pair, VALUES);
  const objection = objectionTo(pair, policy);
  if (measured <= 0) return { keep: false, measured, reason: `undone: ${told}` };
  if (objection !== null) return { keep: false, measured, reason: `undone: ${objection}; ${told}` };
  return { keep: true, measured, reason: `kept: ${told}` };
}

const VALUES: MetricValues = { ...METRIC_VALUES, variance: accuracyVariance };

function objectionTo(pair: Pair, policy: Policy): string | null {
  const [before, after] = [meanAccuracy(pair.old), meanAccuracy(pair.trial)];
  return after < before
    ? `accuracy fell from ${before.toFixed(3)} to ${after.toFixed(3)}`
    : lostRestraint(pair, policy);
}
