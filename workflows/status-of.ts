import { specId } from '../src/spec/spec-id';
import { errorBudget, gatedStatus } from '../src/study/gated-status';
import type { PhaseStatus, StudyState, StudyStatus } from '../src/study/status';
import type { Session } from './session';

/** Where the study stands at this moment. */
export function statusOf(session: Session): StudyStatus {
  const { study, state } = session;
  return {
    schemaVersion: 1,
    study: study.study,
    state: stateOf(session),
    cycle: state.cycle,
    doing: session.doing,
    simulated: Object.values(state.admitted.models).some(({ simulated }) => simulated),
    phases: state.phases.map((phase): PhaseStatus => ({
      name: phase.name,
      suite: state.admitted.suites[phase.name]?.ref.source ?? '',
      baseline: specId(phase.baseline),
      accuracy: phase.accuracy,
      table: session.tables[phase.name] ?? [],
      ...(phase.watched && { watched: phase.watched }),
      ...(phase.gated && gatedStatus(phase.gated, study.policy)),
    })),
    generators: state.generators ?? study.generators,
    spent: state.spent,
    ...(state.logic > 1 && { errorBudget: errorBudget(state.ledger, study.policy) }),
    budget: state.budget,
    trouble: state.trouble,
    recent: state.recent,
    added: state.added,
    controls: state.controls,
  };
}

function stateOf({ ending, state }: Session): StudyState {
  if (ending) return ending.state;
  if (state.paused) return 'paused';
  return state.resting ? 'resting' : 'running';
}
