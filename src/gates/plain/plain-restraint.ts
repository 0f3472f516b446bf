import { restraint } from '../../runs/accuracies';
import type { EvaluationSummary } from '../../runs/evaluation';
import type { Policy } from '../../study/study';
import type { GateResult } from '../gate';

/** G4: does the model hold back where no call is due? A suite without such items has nothing to fail. */
export function plainRestraint(candidate: EvaluationSummary, { minRestraint }: Policy): GateResult {
  const share = restraint(candidate);
  const { answered, overCalled } = candidate.restraint;
  return {
    gate: 'G4 restraint',
    outcome: share === null || share >= minRestraint ? 'pass' : 'fail',
    reason:
      share === null
        ? 'not applicable: no answered item asks for restraint'
        : `restraint ${share.toFixed(3)} (${overCalled} calls in ${answered} answers where none was due); at least ${minRestraint.toFixed(2)} is asked`,
    evidence: { restraint: share, answered, overCalled, minRestraint },
  };
}
