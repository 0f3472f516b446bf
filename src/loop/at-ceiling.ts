import type { Desk } from './desk';
import { nextPlans } from './gate-all';
import { searchIsOver } from './screen-and-gate';

/** Is there nothing left to try against the phase's baseline, and nobody on HOLD? */
export function atCeiling(desk: Desk): boolean {
  if (desk.phase().gated.holds.length > 0) return false;
  return desk.study.policy.strategy === 'screen'
    ? searchIsOver(desk)
    : nextPlans(desk).length === 0;
}
