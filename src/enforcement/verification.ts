import type { EvaluationStep } from '../runs/evaluation-plan';
import type { Spec } from '../spec/spec';
import type { Recommendation } from './recommendation';

/**
 * The runs that verify a change: old, new, new, old, old, new, so that neither spec is favoured by going later.
 * Every run starts from the same state of the model.
 *
 * @param runs - runs of each spec, at least 1
 */
export function verificationSteps(
  { old, trial }: { readonly old: Spec; readonly trial: Spec },
  runs: number,
  verifyFrom: Recommendation['verifyFrom'],
): readonly EvaluationStep[] {
  const prepare = verifyFrom === 'cold' ? 'unload' : 'fresh';
  const pairs = Array.from({ length: runs }, (_, pair) =>
    pair % 2 === 0 ? [old, trial] : [trial, old],
  );
  return pairs.flat().map((spec) => ({ spec, prepare }));
}
