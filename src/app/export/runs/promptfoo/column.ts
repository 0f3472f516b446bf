import { shortName } from '../digest';
import { type EvaluationOfSpec, planNameOf } from '../evaluation-of-spec';
import { latencyOf } from '../item-facts';
import { failureOf } from './failure';
import { tokenUsage } from './token-usage';

/** A column of promptfoo's table: one spec of an evaluation, as its prompt and provider. */
export function columnOf({ evaluation, first, runs, summary }: EvaluationOfSpec) {
  const items = runs.flatMap((run) => run.items);
  const failures = items.map(({ letter }) => failureOf(letter));
  const right = failures.filter((failure) => failure === 0).length;
  const wrong = failures.filter((failure) => failure === 1).length;
  return {
    id: promptId(evaluation.evaluation, first.specId),
    raw: '{{prompt}}',
    label: planNameOf(evaluation),
    provider: first.specId,
    metrics: {
      score: right,
      testPassCount: right,
      testFailCount: wrong,
      testErrorCount: items.length - right - wrong,
      assertPassCount: right,
      assertFailCount: items.length - right,
      totalLatencyMs: Math.round(items.reduce((sum, item) => sum + (latencyOf(item) ?? 0), 0)),
      tokenUsage: tokenUsage(items),
      namedScores: {},
      namedScoresCount: {},
      cost: summary.measured.costUsd ?? 0,
    },
  };
}

export function promptId(evaluation: string, specId: string): string {
  return shortName(evaluation, specId);
}
