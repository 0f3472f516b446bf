import { median } from '../statistics/median';
import { populationVariance } from '../statistics/population-variance';
import type { EvaluationSummary } from './evaluation';

/** Accuracy per run, in [0, 1]. */
export function runAccuracies({ passesByRun, items }: EvaluationSummary): readonly number[] {
  return passesByRun.map((passes) => passes / items);
}

/** Share of all outcomes that were right, in [0, 1]. */
export function meanAccuracy(summary: EvaluationSummary): number {
  const { right, all } = outcomes(summary);
  return right / all;
}

/**
 * How much more of the candidate's outcomes were right, in [-1, 1]: the difference of the mean accuracies.
 * One division of whole numbers, so one more item of six in every run is 1/6 to the bit.
 */
export function accuracyGain(candidate: EvaluationSummary, baseline: EvaluationSummary): number {
  const [ours, theirs] = [outcomes(candidate), outcomes(baseline)];
  return (ours.right * theirs.all - theirs.right * ours.all) / (ours.all * theirs.all);
}

/** The middle run's accuracy, in [0, 1]. */
export function medianAccuracy(summary: EvaluationSummary): number {
  return median(summary.passesByRun) / summary.items;
}

/** Population variance of the runs' accuracies, in [0, 0.25]. */
export function accuracyVariance(summary: EvaluationSummary): number {
  return populationVariance(runAccuracies(summary));
}

/** Share of right answers where a call is due, in [0, 1]; null where no item asks for one. */
export function actionAccuracy({ action }: EvaluationSummary): number | null {
  return action.due === 0 ? null : action.right / action.due;
}

/** Share of answered no-call items that got none, in [0, 1]; null where there are none. */
export function restraint({ restraint: counts }: EvaluationSummary): number | null {
  return counts.answered === 0 ? null : 1 - counts.overCalled / counts.answered;
}

function outcomes({ passesByRun, items }: EvaluationSummary): {
  readonly right: number;
  readonly all: number;
} {
  return {
    right: passesByRun.reduce((sum, passes) => sum + passes, 0),
    all: items * passesByRun.length,
  };
}
