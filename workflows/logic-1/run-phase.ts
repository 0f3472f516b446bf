import { type Decided, pickWinner } from '../../src/candidates/pick-winner';
import { medianAccuracy } from '../../src/runs/accuracies';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import { specId } from '../../src/spec/spec-id';
import type { PhaseState } from '../../src/study/carried-state';
import { withBaseline } from '../../src/study/tried';
import { cannotServe } from '../cannot-serve';
import { closePhase } from '../close-phase';
import { diagnoseBaseline } from '../diagnose-baseline';
import { enforce } from '../enforce';
import { measure } from '../measure';
import { nextCandidates } from '../next-candidates';
import { record } from '../record';
import { phaseOf, type Session, setPhase } from '../session';
import { show, showInLists } from '../show';
import { rowOfBaseline } from '../table';
import { decideCandidates, type Verdicts } from './decide-candidates';

/**
 * The six steps of a cycle for one phase: generate, evaluate, decide, diagnose, learn, enforce.
 *
 * @returns whether the baseline changed, by a promotion or a kept repair; null when the study ends in the middle of it
 */
export async function runPhase(session: Session, name: string): Promise<boolean | null> {
  const before = phaseOf(session, name);
  if (nothingToDo(session, before)) return false;

  const baseline = await measureBaseline(session, name);
  if (!baseline) return null;
  // What the baseline's own trouble asks for competes in this very cycle.
  await diagnoseBaseline(session, name, { summary: baseline, when: 'before' });
  const candidates = nextCandidates(session, name);
  const verdicts = await decideCandidates(session, { phase: name, baseline, candidates });
  if (!verdicts) return null;
  if (verdicts === 'superseded') return true;
  return learnAndRepair(session, before, { baseline, verdicts });
}

/** What follows from the verdicts. @returns as `runPhase` does */
async function learnAndRepair(
  session: Session,
  before: PhaseState,
  { baseline, verdicts }: { readonly baseline: EvaluationSummary; readonly verdicts: Verdicts },
): Promise<boolean | null> {
  const { name } = before;
  const winner = pickWinner(verdicts.decided);
  if (winner) await learn(session, name, winner);
  const kept = await repair(session, name, winner?.summary ?? baseline);
  if (kept === null) return null;

  await closePhase(session, name, {
    baselineWas: before.baseline,
    improvement: winner?.decision.gain ?? 0,
    verdicts: verdicts.byCandidate,
  });
  return winner !== null || kept;
}

/** Measured already, with nothing left to try; a study that wakes from a rest looks again. */
function nothingToDo(session: Session, { name, accuracy }: PhaseState): boolean {
  return accuracy !== null && !session.woken && nextCandidates(session, name).length === 0;
}

/** Enforces what the diagnosis of the cycle's last baseline recommends. @returns as `enforce` does */
async function repair(
  session: Session,
  name: string,
  summary: EvaluationSummary,
): Promise<boolean | null> {
  const recommendation = await diagnoseBaseline(session, name, { summary, when: 'after' });
  return recommendation ? enforce(session, name, recommendation) : false;
}

/** The baseline is measured again in every cycle, before the candidates: yesterday's numbers are yesterday's. */
async function measureBaseline(session: Session, name: string): Promise<EvaluationSummary | null> {
  const { baseline } = phaseOf(session, name);
  session.tables[name] = [rowOfBaseline(baseline)];
  show(session, `measures the baseline of ${name}`);
  const measured = await measure(session, {
    phase: name,
    name: 'e0-baseline',
    spec: baseline,
    enoughWhenIdentical: enoughForBaseline(session),
  });
  if (!measured) return null;
  if (measured.kind === 'inapplicable') throw cannotServe(specId(baseline), measured.reason);
  const { summary } = measured;
  setPhase(session, {
    ...phaseOf(session, name),
    accuracy: medianAccuracy(summary),
    passes: summary.passesByItem.map((passes) => passes.toString(36)).join(''),
  });
  session.tables[name] = [rowOfBaseline(baseline, summary)];
  await record(session, {
    id: `${name}/e0-baseline/measured`,
    body: { type: 'baseline-measured', phase: name, summary },
  });
  return summary;
}

function enoughForBaseline({ study: { policy } }: Session): number | null {
  return policy.determinism === 'auto' ? policy.minSamples : null;
}

/** The winner becomes the baseline, and its route permanent. */
async function learn(session: Session, name: string, winner: Decided): Promise<void> {
  const phase = phaseOf(session, name);
  const { cycle } = session.state;
  const id = `${name}/promoted`;
  const to = winner.candidate.spec;
  setPhase(session, {
    ...withBaseline(phase, to, { cycle, decision: `c${cycle}/${id}` }),
    accuracy: medianAccuracy(winner.summary),
  });
  await record(session, {
    id,
    body: {
      type: 'baseline-promoted',
      phase: name,
      from: phase.baseline,
      to,
      improvement: winner.decision.gain,
      decision: `c${cycle}/${winner.summary.evaluation.split('/').slice(2).join('/')}/decided`,
      reason: `${winner.candidate.hypothesis}; ${winner.decision.reason}`,
    },
  });
  show(session, `promoted ${specId(to)} for ${name}`);
  showInLists(session, 'PROMOTE');
}
