import { verificationSteps } from '../src/enforcement/verification';
import type { EvaluationSummary } from '../src/runs/evaluation';
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
  const found = (spec: Spec): EvaluationSummary => {
    const summary = measured.summaries.find((each) => each.specId === specId(spec));
    if (!summary) throw new RangeError(`Cannot verify ${specId(spec)}: it was not measured`);
    return summary;
  };
  return { old: found(old), promoted: found(promoted) };
}
