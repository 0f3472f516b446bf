import { patched } from '@temporalio/workflow';
import type { ControlName } from '../src/contract';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { changedSpec } from '../src/study/changed-spec';
import { evaluationsBeyond } from './budget';
import { phaseOf, type Session, setPhase } from './session';

/** Marks runs in which messages change what the cycle has planned already; before, it finished its plan. */
const BETWEEN_RUNS = 'messages-act-between-runs';

/** What a message that was applied means for the plan of the cycle that is at work. */
export function steer(session: Session, name: ControlName, payload: unknown): void {
  if (!STEERING.includes(name) || !patched(BETWEEN_RUNS)) return;
  if (name === 'setBudget') return giveUp(session, evaluationsBeyond(session));
  if (name === 'setGenerators') return replan(session);
  const changed = changedSpec(session.state, payload);
  if (!changed) return;
  if (name === 'reject') return giveUpSpec(session, changed);
  replan(session, changed.phase);
  if (name === 'promote') giveUp(session, evaluationsOf(session, changed.phase));
}

const STEERING: readonly ControlName[] = [
  'setGenerators',
  'addCandidate',
  'setBudget',
  'promote',
  'reject',
];

/** Candidates of a phase that were planned before this number changed wait for the next cycle, which plans anew. */
export function planOf({ replanned }: Session, phase: string): number {
  return (replanned[phase] ?? 0) + (replanned[ALL] ?? 0);
}

/** No phase has this name. */
const ALL = '*';

function replan(session: Session, phase = ALL): void {
  session.replanned[phase] = (session.replanned[phase] ?? 0) + 1;
}

/** Was it rejected by hand in this cycle? Then nothing that was measured of it counts. */
export function isRejected({ rejected }: Session, spec: Spec): boolean {
  return rejected.has(specId(spec));
}

/** It is not measured any further, nor looked at again where it is on HOLD. */
function giveUpSpec(session: Session, { phase: name, spec }: { phase: string; spec: Spec }): void {
  const phase = phaseOf(session, name);
  const id = specId(spec);
  if (id === specId(phase.baseline)) return;
  session.rejected.add(id);
  if (phase.gated) {
    const holds = phase.gated.holds.filter((hold) => specId(hold.candidate.spec) !== id);
    setPhase(session, { ...phase, gated: { ...phase.gated, holds } });
  }
  const its = [...session.underWay].filter(([, { specs }]) => specs.includes(id));
  giveUp(
    session,
    its.map(([evaluation]) => evaluation),
  );
}

function evaluationsOf({ study, state, underWay }: Session, phase: string): readonly string[] {
  const those = `${study.study}/c${state.cycle}/${phase}/`;
  return [...underWay.keys()].filter((id) => id.startsWith(those));
}

/** The run in flight ends, no other starts. */
function giveUp(session: Session, evaluations: readonly string[]): void {
  for (const id of evaluations) session.givenUp.add(id);
}
