import { atCeiling } from '../src/loop/at-ceiling';
import { runPhaseCycle } from '../src/loop/run-phase-cycle';
import { runPhase as runPhaseOfLogic1 } from './logic-1/run-phase';
import { nextCandidates } from './next-candidates';
import { phaseDesk } from './phase-desk';
import type { Session } from './session';
import { askGenerators, pluginsOf } from './study-plugins';

/**
 * The six steps of a cycle for one phase: generate, evaluate, decide, diagnose, learn, enforce.
 *
 * @returns whether the baseline changed, by a promotion or a kept repair; null when the study ends in the middle of it
 */
export async function runPhase(session: Session, name: string): Promise<boolean | null> {
  if (session.state.logic === 1) return runPhaseOfLogic1(session, name);
  if (pluginsOf(session, 'generators').length > 0) await askGenerators(session, name);
  return runPhaseCycle(phaseDesk(session, name));
}

/** Is there nothing left to try against the phase's baseline, and nobody on HOLD? */
export function nothingLeft(session: Session, name: string): boolean {
  return session.state.logic === 1
    ? nextCandidates(session, name).length === 0
    : atCeiling(phaseDesk(session, name));
}
