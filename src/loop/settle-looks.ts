import type { Decided } from '../candidates/pick-winner';
import { decide } from '../gates/decide';
import type { Decision, Verdict } from '../gates/gate';
import { withObjection } from '../gates/with-objection';
import type { EvaluationSummary } from '../runs/evaluation';
import { batchOf, type GateEvidence } from '../runs/gate-evidence';
import { specId } from '../spec/spec-id';
import type { GatedState } from '../study/gated-state';
import { withTried } from '../study/tried';
import type { Desk, Measured, Planned } from './desk';
import { withHidden } from './hidden-gain';
import { hasRoom, type Looked, nextHold } from './next-hold';

export interface Verdicts {
  readonly decided: readonly Decided[];
  /** Per evaluation name, in planned order. */
  readonly byCandidate: Readonly<Record<string, Verdict | 'INAPPLICABLE'>>;
}

/** Puts what was measured through the gates, in planned order; what is not decided yet is scheduled. */
export async function settleLooks(
  desk: Desk,
  plans: readonly Planned[],
  measured: readonly Measured[],
): Promise<Verdicts> {
  const decided: Decided[] = [];
  const byCandidate: Record<string, Verdict | 'INAPPLICABLE'> = {};
  for (const [place, plan] of plans.entries()) {
    const found = measured[place];
    // Nothing was learnt of it: a candidate on HOLD stays so.
    if (!found) continue;
    withoutHold(desk, plan);
    if (found.kind === 'inapplicable') {
      byCandidate[plan.name] = 'INAPPLICABLE';
      await settleInapplicable(desk, plan, found.reason);
      continue;
    }
    const one = await settleOne(desk, plan, found.summary);
    byCandidate[plan.name] = one.decision.verdict;
    decided.push(one);
  }
  return { decided, byCandidate };
}

async function settleOne(desk: Desk, plan: Planned, summary: EvaluationSummary): Promise<Decided> {
  const { name } = desk.phase();
  const compared = comparedBy(desk, plan, summary);
  const {
    decision: found,
    ledger,
    ticket,
  } = decide(compared.candidate, compared.baseline, {
    policy: desk.study.policy,
    ledger: desk.ledger(),
    look: plan.look,
    ticket: plan.ticket,
    diagnosis: summary.diagnosis.sentence,
  });
  const skipped = withSkipped(found, summary);
  // Not awaited where there is nothing to ask: histories of studies without gates of their own stay as they are.
  const decision =
    desk.objection && skipped.verdict === 'PROMOTE'
      ? withObjection(skipped, await desk.objection({ plan, summary, decision: skipped }))
      : skipped;
  desk.setLedger(ledger);
  const { batches } = compared.candidate;
  const repair = decision.verdict === 'HOLD' ? desk.repairOf(summary, plan.candidate.spec) : null;
  keepInMind(desk, { plan, decision, ticket, batches, repair });
  const { candidate } = plan;
  const decided: Decided = { candidate, summary, decision, ticket, batches };
  desk.tell({ what: 'decided', plan, decided });
  await desk.record(`${name}/${plan.name}/decided`, {
    type: 'candidate-decided',
    phase: name,
    candidate,
    summary,
    decision,
    compared,
  });
  return decided;
}

/** All that the decision rests on: the candidate's runs of every look that counts, and the baseline's. */
function comparedBy(desk: Desk, plan: Planned, summary: EvaluationSummary) {
  const { kinds } = desk;
  const { baseline, gated } = desk.phase();
  const candidate: GateEvidence = {
    specId: specId(plan.candidate.spec),
    kinds,
    batches: [...plan.batches, batchOf(summary)],
  };
  return { candidate, baseline: { specId: specId(baseline), kinds, batches: gated.evidence } };
}

/** Runs that were skipped are told beside the reason. */
export function withSkipped(decision: Decision, { curtailed }: EvaluationSummary): Decision {
  return curtailed === undefined
    ? decision
    : { ...decision, reason: `${decision.reason}; ${curtailed}` };
}

/** What was tried is not proposed again; what is on HOLD waits for its next look, where there is room to. */
function keepInMind(desk: Desk, looked: Looked): void {
  const { study } = desk;
  const phase = desk.phase();
  const hold = nextHold(looked);
  if (hold && !hasRoom(phase.gated.holds, hold, desk.holdsElsewhere())) return;
  const tried = withTried(study, phase, looked.plan.candidate.spec);
  const gated: GatedState = hold
    ? { ...phase.gated, holds: [...phase.gated.holds, hold] }
    : { ...phase.gated, hidden: withHidden(phase.gated.hidden, looked) };
  desk.setPhase({ ...(hold ? withTried(study, tried, hold.candidate.spec) : tried), gated });
}

function withoutHold(desk: Desk, { candidate }: Planned): void {
  const phase = desk.phase();
  const id = specId(candidate.spec);
  const holds = phase.gated.holds.filter((hold) => specId(hold.candidate.spec) !== id);
  desk.setPhase({ ...phase, gated: { ...phase.gated, holds } });
}

/** The endpoint cannot serve the spec: it is not proposed again, and no sample of anything. */
export async function settleInapplicable(desk: Desk, plan: Planned, reason: string): Promise<void> {
  const phase = desk.phase();
  desk.setPhase(withTried(desk.study, phase, plan.candidate.spec));
  desk.tell({ what: 'inapplicable', plan, reason });
  await desk.record(`${phase.name}/${plan.name}/inapplicable`, {
    type: 'candidate-inapplicable',
    phase: phase.name,
    candidate: plan.candidate,
    reason,
  });
}
