import type { EvaluationResult } from '../runs/evaluation-plan';
import { summaryOf } from '../runs/summary-of';
import type { Spec } from '../spec/spec';
import type { Policy } from '../study/study';
import { judgeRepair } from './judge-repair';
import { judgeTrial } from './judge-trial';
import type { Recommendation } from './recommendation';

/** A recommendation that is tried, and by which rules it is judged. */
export interface Transaction {
  readonly recommendation: Recommendation;
  readonly old: Spec;
  readonly trial: Spec;
  readonly policy: Policy;
  /** Certified against chance; not there under logic 1, which compares the plain numbers. */
  readonly certified?: { readonly kinds: string };
}

/** What became of a recommendation, by its verification: kept or undone, by how much its metric moved, and why. */
export function judgeTransaction(
  transaction: Transaction,
  result: EvaluationResult,
): Recommendation {
  const { recommendation, policy, certified } = transaction;
  if (result.kind !== 'measured') {
    const why = 'reason' in result ? result.reason : 'the study was stopped';
    return { ...recommendation, state: 'undone', reason: `undone: not verified, ${why}` };
  }
  const old = summaryOf(result.summaries, transaction.old);
  const trial = summaryOf(result.summaries, transaction.trial);
  const { keep, measured, reason } = certified
    ? judgeRepair(recommendation, { old, trial }, { policy, ...certified })
    : judgeTrial(recommendation, { old, trial }, policy);
  return {
    ...recommendation,
    state: keep ? 'kept' : 'undone',
    measured,
    reason: keep && recommendation.rules ? `${reason}; ${whyTried(recommendation)}` : reason,
  };
}

/** The reason stands beside the route: whoever reads the file sees what the change mends. */
function whyTried({ diagnosis, reason }: Recommendation): string {
  return `it mends ${diagnosis}: ${reason}`;
}
