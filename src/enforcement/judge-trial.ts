import { accuracyVariance, actionAccuracy, meanAccuracy, restraint } from '../runs/accuracies';
import type { EvaluationSummary } from '../runs/evaluation';
import type { Policy } from '../study/study';
import type { Metric, Recommendation } from './recommendation';

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
  { old, trial }: { readonly old: EvaluationSummary; readonly trial: EvaluationSummary },
  policy: Policy,
): TrialVerdict {
  const { metric, direction } = recommendation;
  const before = METRIC[metric](old);
  const after = METRIC[metric](trial);
  const measured = Math.round((direction === 'up' ? after - before : before - after) * 1e9) / 1e9;
  const told = `${metric} went from ${before.toFixed(3)} to ${after.toFixed(3)} in ${trial.runs} fresh runs of each; predicted ${direction} by ${recommendation.predicted.toFixed(3)}`;
  const objection = objectionTo(old, trial, policy);
  if (measured <= 0) return { keep: false, measured, reason: `undone: ${told}` };
  if (objection !== null) return { keep: false, measured, reason: `undone: ${objection}; ${told}` };
  return { keep: true, measured, reason: `kept: ${told}` };
}

const METRIC: Readonly<Record<Metric, (summary: EvaluationSummary) => number>> = {
  accuracy: meanAccuracy,
  actionAccuracy: (summary) => actionAccuracy(summary) ?? 0,
  restraint: (summary) => restraint(summary) ?? 1,
  variance: accuracyVariance,
  timeouts: ({ letters, items, runs }) => letters.T / (items * runs),
  malformed: ({ letters, items, runs }) => letters.M / (items * runs),
};

function objectionTo(
  old: EvaluationSummary,
  trial: EvaluationSummary,
  { minRestraint }: Policy,
): string | null {
  const [oldAccuracy, accuracy] = [meanAccuracy(old), meanAccuracy(trial)];
  if (accuracy < oldAccuracy) {
    return `accuracy fell from ${oldAccuracy.toFixed(3)} to ${accuracy.toFixed(3)}`;
  }
  const [oldRestraint, held] = [restraint(old) ?? 1, restraint(trial) ?? 1];
  if (held < minRestraint && held < oldRestraint) {
    return `restraint fell from ${oldRestraint.toFixed(3)} to ${held.toFixed(3)}`;
  }
  return null;
}
