import type { EvaluationSummary } from '../src/runs/evaluation';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { runSideBySide } from './run-side-by-side';
import type { Session } from './session';
import { show } from './show';
import { isRejected } from './steering';

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
  const name = `e${session.tables[phase]?.length ?? 0}-verify-${promoted.variant}`;
  const made = await runSideBySide(session, { old, trial: promoted }, { name, runs: verifyRuns });
  if (isRejected(session, promoted)) return null;
  if (made === null || made === 'unaffordable') return made;
  return made === 'inapplicable' ? null : { old: made.old, promoted: made.trial };
}
