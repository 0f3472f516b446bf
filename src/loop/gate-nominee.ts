import { changedSpec } from '../candidates/changed-spec';
import { MODEL_GUIDED } from '../candidates/model-guided';
import type { Decided } from '../candidates/pick-winner';
import type { Verdict } from '../gates/gate';
import { continueNow, nominate, whyStop } from '../search/nominate';
import type { SearchView } from '../search/search-view';
import { specId } from '../spec/spec-id';
import type { Hold } from '../study/gated-state';
import type { Contest } from './contest';
import type { Desk, Planned } from './desk';
import { topUpBaseline } from './measure-baseline';
import { isFull } from './next-hold';
import { firstLooks, plannedLooks, runsAtLook } from './plan-looks';
import { promoteBest } from './promote-best';
import { remember } from './remember';
import { searchOf } from './search-of';
import { settleLooks } from './settle-looks';

/**
 * Gates the spec that the search nominates: its next look, and at once the one after that while the test is on its way.
 * Where nothing is left to search, the candidates on HOLD have their looks.
 *
 * @param before - evaluations of the cycle so far
 * @returns null when the study ends meanwhile
 */
export async function gateNominee(desk: Desk, before: number): Promise<Contest | null> {
  const verdicts: Record<string, Verdict | 'INAPPLICABLE'> = {};
  let number = before;
  for (let plan = nextLook(desk, number); plan !== null; plan = followingLook(desk, plan, number)) {
    number += 1;
    const looked = await lookAt(desk, plan);
    if (!looked) return null;
    Object.assign(verdicts, looked.verdicts);
    if (looked.decided.length === 0) break;
    const winner = await promoteBest(desk, [plan], looked.decided);
    if (winner === null) return null;
    if (winner !== 'none') return { verdicts, winner };
  }
  return { verdicts, winner: null };
}

/** The look that the nominee is due; null: go on searching. */
function nextLook(desk: Desk, before: number): Planned | null {
  const { gated, baseline } = desk.phase();
  const urgent = urgentHold(desk);
  if (urgent) return plannedLook(desk, urgent, before);
  const view = searchOf(desk);
  const { nominee, reason, waited } = nominate(view, gated.waited);
  desk.setPhase({ ...desk.phase(), gated: { ...desk.phase().gated, waited } });
  if (nominee === null) return lastLooks(desk, view, before);
  const held = gated.holds.find(({ candidate }) => specId(candidate.spec) === specId(nominee));
  if (held) return plannedLook(desk, held, before);
  const candidate = changedSpec(
    { baseline, spec: nominee },
    MODEL_GUIDED,
    (changes) => `the search nominates ${changes}: ${reason}`,
  );
  return candidate && (firstLooks([candidate], desk.study.policy, before)[0] ?? null);
}

/** Who is decided before anybody else is gated: the unstable, and where no further HOLD has room who waits longest. */
function urgentHold(desk: Desk): Hold | undefined {
  const { holds } = desk.phase().gated;
  const unstable = holds.find(({ why }) => why === 'unstable');
  const full = desk.logic > 2 && isFull(holds, desk.holdsElsewhere());
  return unstable ?? (full ? holds[0] : undefined);
}

/** Where the search is over, those who still wait have their looks. */
function lastLooks(desk: Desk, view: SearchView, before: number): Planned | null {
  const { holds, dryCycles } = desk.phase().gated;
  const [first] = holds;
  return first && whyStop(view, dryCycles) !== null ? plannedLook(desk, first, before) : null;
}

function plannedLook(desk: Desk, hold: Hold, before: number): Planned | null {
  const [plan] = plannedLooks({ ...desk.phase().gated, holds: [hold] }, desk.study.policy);
  return plan ? { ...plan, name: plan.name.replace(/^e1-/, `e${before + 1}-`) } : null;
}

/** A candidate on HOLD whose test is on its way to the last look has the next one at once. */
function followingLook(desk: Desk, { candidate, look }: Planned, before: number): Planned | null {
  const id = specId(candidate.spec);
  const hold = desk.phase().gated.holds.find((each) => specId(each.candidate.spec) === id);
  if (!hold || hold.why === 'unstable') return null;
  const { policy } = desk.study;
  const looks = { runs: runsAtLook(policy, look), mostRuns: runsAtLook(policy, 3) };
  return continueNow(hold.distance, looks) ? plannedLook(desk, hold, before) : null;
}

async function lookAt(
  desk: Desk,
  plan: Planned,
): Promise<{
  readonly decided: readonly Decided[];
  readonly verdicts: Contest['verdicts'];
} | null> {
  const against = specId(desk.phase().baseline);
  if (!(await topUpBaseline(desk, plan))) return null;
  desk.tell({ what: 'planned', plans: [plan] });
  const measured = await desk.measureAll([plan]);
  if (!measured || specId(desk.phase().baseline) !== against) return null;
  const [found] = measured;
  if (found?.kind === 'measured') remember(desk, found.summary);
  const { decided, byCandidate } = await settleLooks(desk, [plan], measured);
  return { decided, verdicts: byCandidate };
}
