import { actionAccuracy, meanAccuracy, restraint } from '../runs/accuracies';
import type { EvaluationSummary } from '../runs/evaluation';
import type { Metric, Recommendation } from './recommendation';

/** What a recommendation's metric is in an evaluation, in [0, 1]. */
export type MetricValues = Readonly<Record<Metric, (summary: EvaluationSummary) => number>>;

/** All but `variance`, which the plain judgement reads as another number than the certified one. */
export const METRIC_VALUES: Omit<MetricValues, 'variance'> = {
  accuracy: meanAccuracy,
  actionAccuracy: (summary) => actionAccuracy(summary) ?? 0,
  restraint: (summary) => restraint(summary) ?? 1,
  timeouts: ({ letters, items, runs }) => letters.T / (items * runs),
  malformed: ({ letters, items, runs }) => letters.M / (items * runs),
};

/** The two evaluations that a verification compares. */
export interface Pair {
  readonly old: EvaluationSummary;
  readonly trial: EvaluationSummary;
}

/** By how much the metric moved in the direction predicted, and a sentence that says so. */
export function metricChange(
  { metric, direction, predicted }: Recommendation,
  { old, trial }: Pair,
  values: MetricValues,
): { readonly measured: number; readonly told: string } {
  const [before, after] = [values[metric](old), values[metric](trial)];
  const change = direction === 'up' ? after - before : before - after;
  return {
    measured: Math.round(change * 1e9) / 1e9,
    told: `${metric} went from ${before.toFixed(3)} to ${after.toFixed(3)} in ${trial.runs} fresh runs of each; predicted ${direction} by ${predicted.toFixed(3)}`,
  };
}
