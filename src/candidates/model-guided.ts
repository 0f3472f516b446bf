import type { ScreeningPick } from '../search/propose-screening';
import type { Spec } from '../spec/spec';
import type { Candidate } from './candidate';
import { changeInWords, changesBetween } from './changes';
import { PAIRWISE } from './pairwise';

export const MODEL_GUIDED = 'model-guided';

/**
 * What the factor model wants to see measured, as a candidate against the promoted baseline; null for a pick that was given, since
 * whoever gave it has its candidate, and for one that changes nothing.
 */
export function screeningCandidate(
  { spec, from, expected }: ScreeningPick,
  baseline: Spec,
): Candidate | null {
  const changes = changesBetween(baseline, spec);
  const [change] = changes;
  if (from === 'given' || expected === null || change === undefined) return null;
  const prediction = `the factor model expects ${expected.mean.toFixed(2)} ± ${expected.sd.toFixed(2)}`;
  return {
    spec,
    generator: from === 'pairwise' ? PAIRWISE : MODEL_GUIDED,
    change,
    ...(changes.length > 1 ? { changes } : {}),
    hypothesis: `${prediction} of ${changes.map(changeInWords).join(', ')}`,
  };
}
