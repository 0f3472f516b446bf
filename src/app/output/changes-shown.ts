import { type Candidate, changesOf } from '../../candidates/candidate';
import { type Change, changesBetween } from '../../candidates/changes';
import type { Spec } from '../../spec/spec';

/** `variant: native_api → atomic`. What the log says of a change has `->`: it is what was hashed. */
export function changeShown({ factor, from, to }: Change): string {
  return `${factor}: ${from} → ${to}`;
}

/**
 * Everything that a candidate changes. One that was given as a patch names its first change alone, so that it is held
 * against the baseline where that is known.
 */
export function changesShown(
  candidate: Pick<Candidate, 'spec' | 'change' | 'changes'>,
  baseline: Spec | undefined,
): readonly Change[] {
  const changes = baseline ? changesBetween(baseline, candidate.spec) : [];
  return changes.length > 0 ? changes : changesOf(candidate);
}
