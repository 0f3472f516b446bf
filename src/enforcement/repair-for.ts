import type { Change } from '../candidates/changes';
import type { EvaluationSummary } from '../runs/evaluation';
import { FACTORS, type Spec, withPatch } from '../spec/spec';
import { type Remedies, recommend } from './recommend';

/**
 * The change that would make an unstable candidate's evaluation stable, as its diagnosis sees it.
 *
 * @returns null where the trouble asks for no change of the spec, or for another variant or model, which would be
 * another candidate
 */
export function repairFor(
  summary: EvaluationSummary,
  spec: Spec,
  remedies: Remedies,
): Change | null {
  const recommendation = recommend(summary.diagnosis, summary, {
    ...remedies,
    // What was decided against the baseline says nothing about a repair of this candidate.
    decided: () => false,
  });
  if (!recommendation) return null;
  const repaired = withPatch(spec, recommendation.patch);
  const factor = FACTORS.find((each) => repaired[each] !== spec[each]);
  if (!factor || factor === 'variant' || factor === 'model') return null;
  return { factor, from: spec[factor], to: repaired[factor] };
}
