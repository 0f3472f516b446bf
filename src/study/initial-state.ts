import type { AdmissionResult } from '../contract';
import { NEW_LEDGER } from '../gates/ledger';
import type { Spec } from '../spec/spec';
import type { CarriedState, Logic, PhaseState } from './carried-state';
import { NOTHING_GATED } from './gated-state';
import type { Study } from './study';

/** A study before anything is known of the world: what its first messages find. */
export function stateBeforeAdmission(study: Study, logic: Logic): CarriedState {
  return {
    version: 1,
    logic,
    cycle: 1,
    nextSeq: 1,
    phases: [],
    admitted: { store: '', suites: {}, models: {} },
    ledger: NEW_LEDGER,
    generators: null,
    budget: study.budget,
    spent: { runs: 0, tokens: 0, usd: 0 },
    paused: false,
    trouble: null,
    resting: false,
    recent: [],
    added: [],
    controls: [],
  };
}

/** The state with what admission found out; cycles and events go on where an earlier study of this name ended. */
export function admittedState(
  state: CarriedState,
  study: Study,
  { admitted, routes, lastSeq, lastCycle }: AdmissionResult,
): CarriedState {
  return {
    ...state,
    admitted,
    cycle: lastCycle + 1,
    nextSeq: lastSeq + 1,
    phases: study.phases.flatMap(({ name, baseline }) => {
      const spec = baseline ?? (Object.hasOwn(routes, name) ? routes[name] : null);
      return spec ? [newPhase(name, spec, state.logic)] : [];
    }),
  };
}

function newPhase(name: string, baseline: Spec, logic: Logic): PhaseState {
  return {
    name,
    baseline,
    origin: baseline,
    sinceCycle: 0,
    decision: 'given',
    tried: '',
    triedOutside: [],
    pending: null,
    accuracy: null,
    passes: '',
    ...(logic > 1 && { gated: NOTHING_GATED }),
  };
}
