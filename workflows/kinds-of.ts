import { charactersAt, steeringIndices } from '../src/suites/mask';
import type { Session } from './session';

/** One character per item that steers a phase's search: `a` a call is due, `r` none is. */
export function kindsOf({ state }: Session, phase: string): string {
  const mask = state.admitted.suites[phase]?.mask ?? '';
  return charactersAt(mask, steeringIndices(mask));
}
