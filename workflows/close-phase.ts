import type { PhaseOutcome } from '../src/loop/desk';
import { specId } from '../src/spec/spec-id';
import { MAX_RECENT_CYCLES } from '../src/study/carried-state';
import { recordTogether } from './record';
import { phaseOf, type Session } from './session';

/** Records what the cycle made of a phase, and keeps it among the last cycles that the status shows. */
export async function closePhase(
  session: Session,
  name: string,
  { baselineWas, improvement, verdicts }: PhaseOutcome,
): Promise<void> {
  const { baseline } = phaseOf(session, name);
  const { cycle } = session.state;
  await recordTogether(session, {
    id: `${name}/closed`,
    body: {
      type: 'phase-closed',
      phase: name,
      baselineWas,
      winner: baseline,
      improvement,
      verdicts,
    },
  });
  const counts: Record<string, number> = {};
  for (const verdict of Object.values(verdicts)) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const entry = {
    cycle,
    phase: name,
    baselineWas: specId(baselineWas),
    winner: specId(baseline),
    improvement,
    verdicts: counts,
  };
  session.state = {
    ...session.state,
    recent: [...session.state.recent, entry].slice(-MAX_RECENT_CYCLES),
  };
}
