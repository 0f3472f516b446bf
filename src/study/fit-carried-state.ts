import { jsonBytes } from '../json-bytes';
import { type CarriedState, MAX_CARRIED_BYTES, type PhaseState } from './carried-state';

/**
 * The state within `MAX_CARRIED_BYTES`, as JSON in UTF-8. What is only told goes first, the oldest of it first, then
 * what only helps a search, then the oldest runs of baselines; what decides stays: baselines, what was tried, what
 * waits for its turn.
 */
export function fitCarriedState(state: CarriedState): CarriedState {
  let fitting = state;
  while (jsonBytes(fitting) > MAX_CARRIED_BYTES) {
    const shorter = shortened(fitting);
    if (shorter === null) return fitting;
    fitting = shorter;
  }
  return fitting;
}

/** Null: there is nothing left that could be done without. */
function shortened(state: CarriedState): CarriedState | null {
  if (state.recent.length > 0) return { ...state, recent: state.recent.slice(1) };
  if (state.controls.length > 0) return { ...state, controls: state.controls.slice(1) };
  if (state.added.some(({ why }) => why !== '')) {
    return { ...state, added: state.added.map((each) => ({ ...each, why: '' })) };
  }
  return shorterPhases(state);
}

function shorterPhases(state: CarriedState): CarriedState | null {
  const { phases } = state;
  if (phases.some(({ gated }) => (gated?.screened.specs.length ?? 0) > 0)) {
    return { ...state, phases: phases.map(withHalfTheSearch) };
  }
  return phases.some(({ gated }) => (gated?.evidence.length ?? 0) > 0)
    ? { ...state, phases: phases.map(withoutOldestEvidence) }
    : null;
}

/** The baseline is measured in every cycle: without what it showed before it is harder to beat, never easier. */
function withoutOldestEvidence(phase: PhaseState): PhaseState {
  if (!phase.gated) return phase;
  return { ...phase, gated: { ...phase.gated, evidence: phase.gated.evidence.slice(1) } };
}

/** The phase with the newer half of what its search remembers. */
function withHalfTheSearch(phase: PhaseState): PhaseState {
  if (!phase.gated) return phase;
  const { screened } = phase.gated;
  const specs = screened.specs.slice(Math.ceil(screened.specs.length / 2));
  return { ...phase, gated: { ...phase.gated, screened: { ...screened, specs } } };
}
