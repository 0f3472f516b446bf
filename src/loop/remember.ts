import { PAIRWISE } from '../candidates/pairwise';
import type { EvaluationSummary } from '../runs/evaluation';
import { withRuns } from '../search/screening';
import { factorSpace } from '../study/factor-space';
import { spaceFactors } from '../study/phase-values';
import type { Desk } from './desk';

/** Runs of whatever purpose tell a search where to look; without a search nobody asks for them. */
export function remember(
  desk: Desk,
  { spec, items, passesByRun }: Pick<EvaluationSummary, 'spec' | 'items' | 'passesByRun'>,
): void {
  if (desk.study.policy.strategy !== 'screen' && !desk.generators().includes(PAIRWISE)) return;
  const phase = desk.phase();
  const space = factorSpace(phase.origin, spaceFactors(desk.study));
  const screened = withRuns(phase.gated.screened, space, { spec, items, passesByRun });
  desk.setPhase({ ...phase, gated: { ...phase.gated, screened } });
}
