import type { EvaluationSummary } from '../../runs/evaluation';
import type { Policy } from '../../study/study';

/**
 * Were fewer runs made than an evaluation has, because the answers of all of them were identical?
 *
 * @returns what to say of it beside the numbers; empty where every run was made
 */
export function decidedEarly(
  candidate: EvaluationSummary,
  baseline: EvaluationSummary,
  { runs, determinism }: Policy,
): string {
  const copies = candidate.identicalAnswers && baseline.identicalAnswers && candidate.runs < runs;
  if (determinism !== 'auto' || !copies) return '';
  return `; decided at ${candidate.runs} runs of ${runs}: the answers of all runs were identical, more would be copies`;
}
