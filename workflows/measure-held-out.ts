import { verificationSteps } from '../src/enforcement/verification';
import { heldOutClaim } from '../src/held-out/held-out-claim';
import { ceilingSentence } from '../src/loop/ceiling-sentence';
import type { EvaluationSummary } from '../src/runs/evaluation';
import { summaryOf } from '../src/runs/summary-of';
import { specId } from '../src/spec/spec-id';
import type { PhaseState } from '../src/study/carried-state';
import { heldOutIndices } from '../src/suites/mask';
import { measureSteps } from './measure';
import { record, recordTogether } from './record';
import { phaseOf, type Session, setPhase } from './session';
import { show } from './show';

/**
 * At the ceiling: says what each phase could still hide, and measures the held-out items, once in a study, with the
 * first baseline and the last. They steer nothing; they may warn.
 */
export async function measureHeldOut(session: Session): Promise<void> {
  if (session.state.logic === 1) return;
  for (const { name } of session.state.phases) {
    await tellCeiling(session, name);
    await measurePhase(session, name);
    if (session.ending) return;
  }
}

async function tellCeiling(session: Session, name: string): Promise<void> {
  const phase = phaseOf(session, name);
  const sentence = ceilingSentence(session.study, phase, session.state.ledger);
  const hidden = phase.gated?.hidden ?? null;
  const body = { type: 'ceiling-reached', phase: name, sentence, hidden } as const;
  await recordTogether(session, { id: `${name}/ceiling`, body });
}

async function measurePhase(session: Session, name: string): Promise<void> {
  if (!isDue(session, phaseOf(session, name))) return;
  show(session, `measures the held-out items of ${name}, once`);
  if (session.owed > 0) await record(session);
  const phase = phaseOf(session, name);
  const { origin, baseline } = phase;
  const measured = await measureSteps(session, {
    phase: name,
    name: 'held-out',
    steps: verificationSteps({ old: origin, trial: baseline }, session.study.policy.runs, 'fresh'),
    items: 'held-out',
    enoughWhenIdentical: null,
  });
  if (measured?.kind === 'measured') await keepClaim(session, phase, measured.summaries);
}

/** Not measured yet, with items to measure, and a baseline that is not the first any more. */
function isDue({ state }: Session, { name, gated, origin, baseline }: PhaseState): boolean {
  if (!gated || gated.heldOut || specId(origin) === specId(baseline)) return false;
  return heldOutIndices(state.admitted.suites[name]?.mask ?? '').length > 0;
}

async function keepClaim(
  session: Session,
  { name, origin, baseline }: PhaseState,
  summaries: readonly EvaluationSummary[],
): Promise<void> {
  const claim = heldOutClaim(summaryOf(summaries, origin), summaryOf(summaries, baseline));
  const phase = phaseOf(session, name);
  if (phase.gated) setPhase(session, { ...phase, gated: { ...phase.gated, heldOut: claim } });
  show(session, claim.sentence);
  await recordTogether(session, {
    id: `${name}/held-out`,
    body: {
      type: 'held-out-measured',
      phase: name,
      first: origin,
      last: baseline,
      claim,
      summaries,
    },
  });
}
