import { type GateEvidence, restraintCounts } from '../runs/gate-evidence';
import { wilsonInterval } from '../statistics/wilson-interval';
import { Z_ONE_SIDED_95 } from '../statistics/z-quantiles';
import type { Policy } from '../study/study';
import type { GateResult } from './gate';

/**
 * G4: does the model hold back where no call is due? Over all runs together, the one-sided 95 % lower bound beside it.
 * A suite without such items has nothing to fail.
 */
export function restraintGate(candidate: GateEvidence, { minRestraint }: Policy): GateResult {
  const { answered, overCalled } = restraintCounts(candidate);
  if (answered === 0) {
    return {
      gate: 'G4 restraint',
      outcome: 'pass',
      reason: 'not applicable: no answered item asks for restraint',
      evidence: { restraint: null, lowerBound: null, answered, overCalled, minRestraint },
    };
  }
  const restraint = 1 - overCalled / answered;
  const { low } = wilsonInterval(answered - overCalled, answered, Z_ONE_SIDED_95);
  const proven = low >= minRestraint ? '' : '; with so few answers it is not proven';
  return {
    gate: 'G4 restraint',
    outcome: restraint >= minRestraint ? 'pass' : 'fail',
    reason: `restraint ${restraint.toFixed(3)} (${overCalled} calls in ${answered} answers where none was due), at least ${low.toFixed(3)} with 95 % confidence; at least ${minRestraint.toFixed(2)} is asked${restraint >= minRestraint ? proven : ''}`,
    evidence: { restraint, lowerBound: low, answered, overCalled, minRestraint },
  };
}
