import { NEW_LEDGER } from '../gates/ledger';
import { type CarriedState, NEWEST_LOGIC } from './carried-state';
import { NOTHING_GATED } from './gated-state';

/**
 * The state under the newest rules. What plain gates had decided stays decided; certified decisions begin with an
 * error budget and evidence of their own.
 */
export function adoptNewestLogic(state: CarriedState): CarriedState {
  if (state.logic > 1) return { ...state, logic: NEWEST_LOGIC };
  return {
    ...state,
    logic: NEWEST_LOGIC,
    ledger: NEW_LEDGER,
    phases: state.phases.map((phase) => ({ ...phase, gated: NOTHING_GATED })),
  };
}
