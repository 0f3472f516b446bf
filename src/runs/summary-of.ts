import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import type { EvaluationSummary } from './evaluation';

/**
 * What an evaluation of several specs says of this one.
 *
 * @throws {RangeError} for a spec that had no runs in it
 */
export function summaryOf(summaries: readonly EvaluationSummary[], spec: Spec): EvaluationSummary {
  const summary = summaries.find((each) => each.specId === specId(spec));
  if (!summary) throw new RangeError(`Cannot judge ${specId(spec)}: it was not measured`);
  return summary;
}
