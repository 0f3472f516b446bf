import { screeningRuns as runsOfSearch } from '../search/screening';
import type { Desk } from './desk';

/** Runs of one spec in a screening of this cycle. */
export function screeningRuns(desk: Desk): number {
  const { gated, sinceCycle } = desk.phase();
  return runsOfSearch(gated.screened, {
    promotions: sinceCycle > 0 ? 1 : 0,
    cyclesWithoutPromotion: gated.dryCycles,
  });
}
