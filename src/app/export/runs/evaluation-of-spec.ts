import type { EvaluationSummary } from '../../../runs/evaluation';
import type { MeasuredEvaluation, MeasuredRun } from './measured-evaluation';

/** What an evaluation says of one of its specs: other programs know one configuration for each log or column. */
export interface EvaluationOfSpec {
  readonly evaluation: MeasuredEvaluation;
  readonly summary: EvaluationSummary;
  /** At least one, in the order in which they were made. */
  readonly runs: readonly MeasuredRun[];
  readonly first: MeasuredRun;
}

export function bySpec(evaluation: MeasuredEvaluation): readonly EvaluationOfSpec[] {
  return evaluation.summaries.flatMap((summary) => {
    const runs = evaluation.runs.filter(({ specId }) => specId === summary.specId);
    const [first] = runs;
    return first ? [{ evaluation, summary, runs, first }] : [];
  });
}

/** `e2-variant-atomic` of `lfm/c3/atomic/e2-variant-atomic`. */
export function planNameOf({ evaluation }: MeasuredEvaluation): string {
  return evaluation.slice(evaluation.lastIndexOf('/') + 1);
}
