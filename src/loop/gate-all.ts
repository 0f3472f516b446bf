import { specId } from '../spec/spec-id';
import type { Contest } from './contest';
import type { Desk, Planned } from './desk';
import { pairs } from './pair-candidates';
import { firstLooks, plannedLooks } from './plan-looks';
import { promoteBest } from './promote-best';
import { settleLooks } from './settle-looks';

/**
 * The strategy `gate-all`: every candidate gets its runs and its gates. Looks that are due come first.
 *
 * @returns null when the study ends meanwhile
 */
export async function gateAll(desk: Desk): Promise<Contest | null> {
  const plans = nextPlans(desk);
  const against = specId(desk.phase().baseline);
  desk.tell({ what: 'planned', plans });
  const measured = await desk.measureAll(plans);
  if (!measured) return null;
  // A person has promoted another baseline meanwhile, with which the candidates were not compared.
  if (specId(desk.phase().baseline) !== against) return { verdicts: {}, winner: null };
  const { decided, byCandidate } = await settleLooks(desk, plans, measured);
  desk.dropDecided();
  const winner = await promoteBest(desk, plans, decided);
  return winner && { verdicts: byCandidate, winner: winner === 'none' ? null : winner };
}

/** What this cycle measures: the looks that are due, then new candidates, pairs of changes once single ones are used up. */
export function nextPlans(desk: Desk): readonly Planned[] {
  const { policy } = desk.study;
  const looks = plannedLooks(desk.phase().gated, policy);
  const single = desk.candidates(policy.candidatesPerCycle);
  const candidates = single.length > 0 || looks.length > 0 ? single : pairs(desk);
  return [...looks, ...firstLooks(candidates, policy, looks.length)];
}
