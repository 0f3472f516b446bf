import type { Spec } from '../spec/spec';
import type { Change } from './changes';

/** A baseline with its stated changes, its generator and its hypothesis. */
export interface Candidate {
  readonly spec: Spec;
  readonly generator: string;
  /** The one change, or the first of several. */
  readonly change: Change;
  /** All changes, where there are several. */
  readonly changes?: readonly Change[];
  /** Why it might be better, in one sentence. */
  readonly hypothesis: string;
}

/** Everything that a candidate changes. */
export function changesOf({
  change,
  changes,
}: Pick<Candidate, 'change' | 'changes'>): readonly Change[] {
  return changes ?? [change];
}
