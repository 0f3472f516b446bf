import { verificationSteps } from '../src/enforcement/verification';
import type { EvaluationSummary } from '../src/runs/evaluation';
import { summaryOf } from '../src/runs/summary-of';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { measureSteps } from './measure';
import type { Session } from './session';
import { show } from './show';

interface Verified {
  readonly old: EvaluationSummary;
  readonly promoted: EvaluationSummary;
}

/**
 * Runs the baseline and what is to replace it again, alternately, with new seeds, as often as the policy asks.
 *
 * @returns null when the study ends meanwhile; `unaffordable` where the budget has no room for these runs
 */
export async function verifyPromotion(
  session: Session,
  phase: string,
  { old, promoted }: { readonly old: Spec; readonly promoted: Spec },
): Promise<Verified | 'unaffordable' | null> {
  const { verifyRuns } = session.study.policy;
  show(session, `verifies ${specId(promoted)} for ${phase}`);
  const measured = await measureSteps(session, {
    phase,
    name: `e${session.tables[phase]?.length ?? 0}-verify-${promoted.variant}`,
    steps: verificationSteps({ old, trial: promoted }, verifyRuns, 'fresh'),
    enoughWhenIdentical: null,
  });
  if (measured === null) return session.ending ? null : 'unaffordable';
  if (measured.kind === 'inapplicable') return null;
  const { summaries } = measured;
  return { old: summaryOf(summaries, old), promoted: summaryOf(summaries, promoted) };
}
