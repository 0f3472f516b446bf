import { type Decided, promotingInOrder } from '../candidates/pick-winner';
import { handOn } from '../gates/ledger';
import { judgePromotion } from '../gates/verify-promotion';
import { medianAccuracy } from '../runs/accuracies';
import type { EvaluationSummary } from '../runs/evaluation';
import { evidenceOf } from '../runs/gate-evidence';
import { attribute } from '../search/attribution';
import { specId } from '../spec/spec-id';
import { gatedAnew } from '../study/gated-state';
import { withBaseline } from '../study/tried';
import type { Desk, Planned } from './desk';
import { searchOf } from './search-of';

/**
 * Makes the best promoting candidate the baseline, once fresh runs of it and of the baseline do not speak against it;
 * where they do, the next best has its turn.
 *
 * @returns the new baseline's decision; `none` where nothing was promoted; null when the study ends meanwhile
 */
export async function promoteBest(
  desk: Desk,
  plans: readonly Planned[],
  decided: readonly Decided[],
): Promise<Decided | 'none' | null> {
  for (const one of promotingInOrder(decided)) {
    const plan = plans.find(({ candidate }) => candidate === one.candidate);
    if (!plan) continue;
    const kept = await isConfirmed(desk, plan, one);
    if (kept === null) return null;
    if (!kept) continue;
    await learn(desk, plan, one);
    return one;
  }
  return 'none';
}

async function isConfirmed(desk: Desk, plan: Planned, one: Decided): Promise<boolean | null> {
  const { name, baseline } = desk.phase();
  const runs = await desk.verify(baseline, one.candidate.spec);
  if (runs === null || specId(desk.phase().baseline) !== specId(baseline)) return null;
  const summaries = runs === 'unaffordable' ? [] : [runs.old, runs.promoted];
  const { keep, reason } =
    runs === 'unaffordable'
      ? { keep: true, reason: 'not verified: the budget has no room for it' }
      : confirmation(desk, runs);
  await desk.record(`${name}/${plan.name}/verified`, {
    type: 'promotion-verified',
    phase: name,
    from: baseline,
    to: one.candidate.spec,
    keep,
    reason,
    summaries,
  });
  if (!keep) desk.tell({ what: 'undone', plan, reason });
  return keep;
}

function confirmation(
  { study, kinds }: Desk,
  runs: { readonly old: EvaluationSummary; readonly promoted: EvaluationSummary },
): { readonly keep: boolean; readonly reason: string } {
  return judgePromotion(
    evidenceOf(runs.old, kinds),
    evidenceOf(runs.promoted, kinds),
    study.policy,
  );
}

/** The winner becomes the baseline, and its route permanent; its level is handed on, and what waited is superseded. */
async function learn(desk: Desk, plan: Planned, one: Decided): Promise<void> {
  const { cycle } = desk;
  const phase = desk.phase();
  const { candidate, decision, summary, ticket, batches } = one;
  const id = `${phase.name}/promoted`;
  const contributions = contributionsOf(desk, one);
  const superseded = phase.gated.holds.map((hold) => specId(hold.candidate.spec));
  desk.setPhase({
    ...withBaseline(phase, candidate.spec, { cycle, decision: `c${cycle}/${id}` }),
    accuracy: medianAccuracy(summary),
    // Chosen for being high, the winner's own runs can only make it harder to beat.
    gated: gatedAnew(phase.gated, batches),
  });
  if (ticket) desk.setLedger(handOn(desk.ledger(), ticket, plan.look));
  await desk.record(id, {
    type: 'baseline-promoted',
    phase: phase.name,
    from: phase.baseline,
    to: candidate.spec,
    improvement: decision.gain,
    decision: `c${cycle}/${phase.name}/${plan.name}/decided`,
    reason: `${candidate.hypothesis}; ${decision.reason}`,
    ...(superseded.length > 0 && { superseded }),
    ...(contributions.length > 0 && { contributions }),
  });
  desk.tell({ what: 'promoted', spec: candidate.spec });
}

/** What each of several changes brings, as far as the factor model can tell. */
function contributionsOf(desk: Desk, { candidate, decision }: Decided): readonly string[] {
  if (!candidate.changes || desk.phase().gated.screened.specs.length === 0) return [];
  return attribute(searchOf(desk), candidate.spec, decision.gain).lines;
}
