import type { Pair } from '../src/enforcement/metric-change';
import { verificationSteps } from '../src/enforcement/verification';
import { summaryOf } from '../src/runs/summary-of';
import type { Spec } from '../src/spec/spec';
import { measureSteps } from './measure';
import type { Session } from './session';

/**
 * Runs two specs of a phase once more, alternately, each from a fresh start and with new seeds.
 *
 * @param plan - `name` of the evaluation; `runs` of each spec, at least 1
 * @returns null when the study ends meanwhile; `unaffordable` where the budget has no room for these runs;
 * `inapplicable` where the endpoint cannot serve one of the specs any more
 */
export async function runSideBySide(
  session: Session,
  specs: { readonly old: Spec; readonly trial: Spec },
  { name, runs }: { readonly name: string; readonly runs: number },
): Promise<Pair | 'unaffordable' | 'inapplicable' | null> {
  const measured = await measureSteps(session, {
    phase: specs.old.phase,
    name,
    steps: verificationSteps(specs, runs, 'fresh'),
    enoughWhenIdentical: null,
  });
  if (measured === null) return session.ending ? null : 'unaffordable';
  if (measured.kind === 'inapplicable') return 'inapplicable';
  const { summaries } = measured;
  return { old: summaryOf(summaries, specs.old), trial: summaryOf(summaries, specs.trial) };
}
