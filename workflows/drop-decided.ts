import { type SpecPatch, withPatch } from '../src/spec/spec';
import { wasTried } from '../src/study/tried';
import { phaseOf, type Session, setPhase } from './session';

/** Candidates given by hand have had their turn when they were decided; so has a recommended one. */
export function dropDecided(session: Session, name: string): void {
  const phase = phaseOf(session, name);
  const waiting = (patch: SpecPatch): boolean =>
    !wasTried(session.study, phase, withPatch(phase.baseline, patch));
  const added = session.state.added.filter((each) => each.phase !== name || waiting(each.patch));
  session.state = { ...session.state, added };
  // From logic 3 on what became of it is recorded when the cycle closes.
  if (session.state.logic < 3 && phase.pending && !waiting(phase.pending.patch))
    setPhase(session, { ...phase, pending: null });
}
