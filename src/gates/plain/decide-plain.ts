import type { EvaluationSummary } from '../../runs/evaluation';
import { PLAIN_POLICY_VERSION, type Policy } from '../../study/study';
import type { Decision, GateResult, Verdict } from '../gate';
import type { Ledger } from '../ledger';
import { decidedEarly } from './decided-early';
import { plainImprovement } from './plain-improvement';
import { plainRestraint } from './plain-restraint';
import { plainSamples } from './plain-samples';
import { plainStability } from './plain-stability';

/** What `decide` rests on, besides the two evaluations. */
export interface PlainContext {
  readonly policy: Policy;
  readonly ledger: Ledger;
}

/**
 * Decides about a candidate: the four gates, then the first matching verdict. The same evidence gives the same decision.
 *
 * The plain gates of the seed: they hold for the measured numbers, not for what chance may have done to them.
 *
 * @returns the decision and the ledger with what it spent
 */
export function decidePlain(
  candidate: EvaluationSummary,
  baseline: EvaluationSummary,
  { policy, ledger }: PlainContext,
): { readonly decision: Decision; readonly ledger: Ledger } {
  const gates: Gates = {
    samples: plainSamples(candidate, baseline, policy),
    stability: plainStability(candidate, policy),
    improvement: plainImprovement(candidate, baseline),
    restraint: plainRestraint(candidate, policy),
  };
  const { verdict, reason } = firstMatch(gates, candidate, policy);
  const decision: Decision = {
    verdict,
    reason: `${reason}${decidedEarly(candidate, baseline, policy)}`,
    gates: [gates.samples, gates.stability, gates.improvement, gates.restraint],
    gain: gates.improvement.evidence['gain'] ?? 0,
    evidence: [candidate.evaluation, baseline.evaluation],
    policyVersion: PLAIN_POLICY_VERSION,
  };
  return { decision, ledger };
}

interface Gates {
  readonly samples: GateResult;
  readonly stability: GateResult;
  readonly improvement: GateResult;
  readonly restraint: GateResult;
}

function firstMatch(
  gates: Gates,
  candidate: EvaluationSummary,
  policy: Policy,
): { verdict: Verdict; reason: string } {
  if (gates.samples.outcome !== 'pass') {
    return { verdict: 'HOLD', reason: `not enough samples: ${gates.samples.reason}` };
  }
  if (gates.restraint.outcome === 'fail') {
    return {
      verdict: 'REJECT',
      reason: `restraint below ${policy.minRestraint.toFixed(2)}: ${gates.restraint.reason}`,
    };
  }
  if (gates.stability.outcome !== 'pass') {
    return {
      verdict: 'HOLD',
      reason: `unstable: ${gates.stability.reason}; ${candidate.diagnosis.sentence}`,
    };
  }
  return comparison(gates.improvement);
}

function comparison(improvement: GateResult): { verdict: Verdict; reason: string } {
  if (improvement.outcome === 'pass') return { verdict: 'PROMOTE', reason: improvement.reason };
  const worse = (improvement.evidence['gain'] ?? 0) < 0;
  return {
    verdict: 'REJECT',
    reason: `${worse ? 'regression' : 'no improvement'}: ${improvement.reason}`,
  };
}
