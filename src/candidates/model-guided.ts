import type { ScreeningPick } from '../search/propose-screening';
import type { Spec } from '../spec/spec';
import type { Candidate } from './candidate';
import { changedSpec } from './changed-spec';
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
  if (from === 'given' || expected === null) return null;
  const prediction = `the factor model expects ${expected.mean.toFixed(2)} ± ${expected.sd.toFixed(2)}`;
  const generator = from === 'pairwise' ? PAIRWISE : MODEL_GUIDED;
  return changedSpec({ baseline, spec }, generator, (changes) => `${prediction} of ${changes}`);
}
