import { isAtMost } from '../statistics/is-at-most';
import { compareKind } from './compare';
import type { Decision, GateResult, Verdict } from './gate';
import { scientific } from './scientific';
import type { Situation } from './situation';
import { breakTie } from './tie-break';

export interface Gates {
  readonly samples: GateResult;
  readonly stability: GateResult;
  readonly improvement: GateResult;
  readonly restraint: GateResult;
}

type Matched = Pick<Decision, 'verdict' | 'reason' | 'tieBreak'>;

/** A loss in calls that were due this certain is not made good by holding back elsewhere. */
const ACTION_LOSS_LEVEL = 0.05;

/** The verdict that the gates come to: the first that matches. */
export function firstMatch(gates: Gates, situation: Situation): Matched {
  const { policy, look, diagnosis } = situation;
  const { samples, stability, improvement, restraint } = gates;
  if (samples.outcome !== 'pass') {
    return verdict('HOLD', `not enough samples: ${samples.reason}`);
  }
  if (restraint.outcome === 'fail') {
    const least = policy.minRestraint.toFixed(2);
    return verdict('REJECT', `restraint below ${least}: ${restraint.reason}`);
  }
  if (stability.outcome !== 'pass') {
    return look === 3
      ? verdict('REJECT', `unstable to the last look: ${stability.reason}`)
      : verdict('HOLD', `unstable: ${stability.reason}; ${diagnosis}`);
  }
  return comparison(improvement, situation);
}

function comparison(improvement: GateResult, situation: Situation): Matched {
  const gain = improvement.evidence['gain'] ?? 0;
  if (improvement.outcome === 'pass') return promoted(improvement, situation);
  const tie = breakTie(situation);
  if (tie) return tie;
  if (gain < 0) return verdict('REJECT', `regression: ${improvement.reason}`);
  if (gain === 0) return verdict('REJECT', `no improvement: ${improvement.reason}`);
  return notProven(improvement, situation);
}

function promoted(improvement: GateResult, { candidate, baseline }: Situation): Matched {
  const p = compareKind(baseline, candidate, 'a');
  return isAtMost(p, ACTION_LOSS_LEVEL)
    ? verdict(
        'REJECT',
        `loses action accuracy: calls that were due were right more often before (p ${scientific(p)}), which more restraint does not make good; ${improvement.reason}`,
      )
    : verdict('PROMOTE', improvement.reason);
}

function notProven(improvement: GateResult, { look, policy }: Situation): Matched {
  const { candidateMedian, baselineMedian } = improvement.evidence;
  const above = (candidateMedian ?? 0) > (baselineMedian ?? 0);
  if (look === 3) {
    return above
      ? verdict('REJECT', `not proven within the run budget: ${improvement.reason}`)
      : verdict('REJECT', `no improvement: ${improvement.reason}`);
  }
  const next = policy.runs * (look === 1 ? 2 : 4);
  return verdict('HOLD', `better but not proven, next look at ${next} runs: ${improvement.reason}`);
}

function verdict(found: Verdict, reason: string): Matched {
  return { verdict: found, reason };
}
