import type { Spec } from '../spec/spec';
import type { Candidate } from './candidate';
import { changeInWords, changesBetween } from './changes';

/**
 * A spec that differs from the baseline in one factor or several, as a candidate; null where it is the baseline.
 *
 * @param hypothesis - given its changes in words
 */
export function changedSpec(
  { baseline, spec }: { readonly baseline: Spec; readonly spec: Spec },
  generator: string,
  hypothesis: (changes: string) => string,
): Candidate | null {
  const changes = changesBetween(baseline, spec);
  const [change] = changes;
  if (!change) return null;
  return {
    spec,
    generator,
    change,
    ...(changes.length > 1 && { changes }),
    hypothesis: hypothesis(changes.map(changeInWords).join(', ')),
  };
}
