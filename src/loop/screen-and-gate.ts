import type { Candidate } from '../candidates/candidate';
import { MODEL_GUIDED, screeningCandidate } from '../candidates/model-guided';
import { PAIRWISE } from '../candidates/pairwise';
import { ALL_GENERATOR_NAMES } from '../candidates/search-generators';
import { promisesMore, whyStop } from '../search/nominate';
import { proposeScreening } from '../search/propose-screening';
import { specId } from '../spec/spec-id';
import type { Contest } from './contest';
import type { Desk, Measured, Planned } from './desk';
import { gateNominee } from './gate-nominee';
import { labelOf } from './plan-looks';
import { remember } from './remember';
import { screeningRuns } from './screening-runs';
import { searchOf } from './search-of';
import { settleInapplicable } from './settle-looks';

/**
 * The strategy `screen`: few runs of many specs, which are never evidence, and the gates for the one that is probably
 * better.
 *
 * @returns null when the study ends meanwhile
 */
export async function screenAndGate(desk: Desk): Promise<Contest | null> {
  const against = specId(desk.phase().baseline);
  const plans = searchIsOver(desk) ? [] : screeningPlans(desk);
  desk.tell({ what: 'planned', plans });
  const measured = await desk.measureAll(plans);
  if (!measured) return null;
  if (specId(desk.phase().baseline) !== against) return { verdicts: {}, winner: null };
  for (const [place, plan] of plans.entries()) await screen(desk, plan, measured[place] ?? null);
  desk.dropDecided();
  return gateNominee(desk, plans.length);
}

/** Is there nothing left that is worth a screening or a gate? */
export function searchIsOver(desk: Desk): boolean {
  if (desk.phase().gated.screened.specs.length === 0) return false;
  return whyStop(searchOf(desk), desk.phase().gated.dryCycles) !== null;
}

function screeningPlans(desk: Desk): readonly Planned[] {
  const { policy } = desk.study;
  const runs = screeningRuns(desk);
  const given = desk
    .candidates(policy.candidatesPerCycle)
    .filter(({ generator }) => !isGenerated(generator));
  const view = searchOf(desk);
  const picks = proposeScreening(view, {
    most: policy.candidatesPerCycle,
    runs,
    first: given.map(({ spec }) => spec),
    // A model without hope leaves the places to what it expects least of: changes that help only together.
    modelGuided: desk.generators().includes(MODEL_GUIDED) && promisesMore(view),
    pairwise: desk.generators().includes(PAIRWISE),
  });
  const candidates = picks.flatMap((pick): readonly Candidate[] => {
    const own = given.find(({ spec }) => specId(spec) === specId(pick.spec));
    const candidate = own ?? screeningCandidate(pick, desk.phase().baseline);
    return candidate ? [candidate] : [];
  });
  return candidates.map((candidate, place) => ({
    name: `e${place + 1}-screen-${labelOf(candidate)}`,
    label: labelOf(candidate),
    candidate,
    purpose: 'screen',
    runs,
    look: 1,
    ticket: null,
    batches: [],
  }));
}

/** By hand and recommended candidates come with a reason of their own. */
function isGenerated(generator: string): boolean {
  return ALL_GENERATOR_NAMES.includes(generator);
}

/** What a screening showed goes into the search, and nowhere else. */
async function screen(desk: Desk, plan: Planned, measured: Measured): Promise<void> {
  if (!measured) return;
  if (measured.kind === 'inapplicable') return settleInapplicable(desk, plan, measured.reason);
  const { name } = desk.phase();
  const { summary } = measured;
  remember(desk, summary);
  desk.tell({ what: 'screened', plan, summary });
  await desk.record(`${name}/${plan.name}/screened`, {
    type: 'candidate-screened',
    phase: name,
    candidate: plan.candidate,
    summary,
  });
}
