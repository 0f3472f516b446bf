import type { Candidate } from '../../src/candidates/candidate';
import type { Decided } from '../../src/candidates/pick-winner';
import type { Verdict } from '../../src/gates/gate';
import { decidePlain } from '../../src/gates/plain/decide-plain';
import type { Measured } from '../../src/loop/desk';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import { specId } from '../../src/spec/spec-id';
import { withTried } from '../../src/study/tried';
import { dropDecided } from '../drop-decided';
import { inSlots } from '../in-slots';
import { measure } from '../measure';
import { replaceRow, tableOf } from '../phase-table';
import { record } from '../record';
import { phaseOf, type Session, setPhase } from '../session';
import { show } from '../show';
import { rowOfCandidate } from '../table';

export interface Verdicts {
  readonly decided: readonly Decided[];
  /** Per evaluation name, in planned order. */
  readonly byCandidate: Readonly<Record<string, Verdict | 'INAPPLICABLE'>>;
}

interface Contest {
  readonly phase: string;
  readonly baseline: EvaluationSummary;
  readonly candidates: readonly Candidate[];
}

interface Planned {
  readonly name: string;
  readonly candidate: Candidate;
}

/**
 * Measures every candidate, then puts them through the gates in planned order.
 *
 * @returns null when the study ends before all are measured; `superseded` when a person has promoted another baseline
 * meanwhile, with which the candidates were not compared
 */
export async function decideCandidates(
  session: Session,
  contest: Contest,
): Promise<Verdicts | 'superseded' | null> {
  const planned = contest.candidates.map((candidate, place): Planned => ({
    name: `e${place + 1}-${candidate.change.factor}-${candidate.change.to}`,
    candidate,
  }));
  const table = tableOf(session, contest.phase);
  for (const plan of planned) table.push(rowOfCandidate(plan, { state: 'waiting' }));
  const measured = await inSlots(planned.map((plan) => slotTask(session, contest, plan)));
  if (session.ending) return null;
  if (specId(phaseOf(session, contest.phase).baseline) !== contest.baseline.specId)
    return 'superseded';
  return verdicts(session, contest, { planned, measured });
}

function slotTask(session: Session, { phase, baseline }: Contest, plan: Planned) {
  const model = session.state.admitted.models[plan.candidate.spec.model];
  return {
    pool: model?.pool ?? plan.candidate.spec.model,
    slots: model?.slots ?? 1,
    run: async (): Promise<Measured> => {
      replaceRow(session, phase, rowOfCandidate(plan, { state: 'measuring' }));
      show(session, `measures ${plan.name} for ${phase}`);
      const measured = await measure(session, {
        phase,
        name: plan.name,
        spec: plan.candidate.spec,
        enoughWhenIdentical: enoughForCandidate(session, baseline),
      });
      if (measured?.kind === 'measured') {
        const { summary } = measured;
        replaceRow(session, phase, rowOfCandidate(plan, { state: 'measured', summary }));
      }
      return measured;
    },
  };
}

/** Copies of runs decide nothing more, provided that the baseline's were copies too. */
function enoughForCandidate(
  { study: { policy } }: Session,
  baseline: EvaluationSummary,
): number | null {
  return policy.determinism === 'auto' && baseline.identicalAnswers ? policy.minSamples : null;
}

async function verdicts(
  session: Session,
  { phase, baseline }: Contest,
  { planned, measured }: { planned: readonly Planned[]; measured: readonly Measured[] },
): Promise<Verdicts> {
  const decided: Decided[] = [];
  const byCandidate: Record<string, Verdict | 'INAPPLICABLE'> = {};
  for (const [place, plan] of planned.entries()) {
    const found = measured[place];
    if (!found) continue;
    setPhase(session, withTried(session.study, phaseOf(session, phase), plan.candidate.spec));
    if (found.kind === 'inapplicable') {
      byCandidate[plan.name] = 'INAPPLICABLE';
      await recordInapplicable(session, phase, { plan, reason: found.reason });
      continue;
    }
    const one = decideOne(session, { plan, summary: found.summary, baseline });
    byCandidate[plan.name] = one.decision.verdict;
    decided.push(one);
    await recordDecided(session, phase, { plan, one });
  }
  dropDecided(session, phase);
  return { decided, byCandidate };
}

function decideOne(
  session: Session,
  {
    plan,
    summary,
    baseline,
  }: { plan: Planned; summary: EvaluationSummary; baseline: EvaluationSummary },
): Decided {
  const { decision, ledger } = decidePlain(summary, baseline, {
    policy: session.study.policy,
    ledger: session.state.ledger,
  });
  session.state = { ...session.state, ledger };
  return { candidate: plan.candidate, summary, decision, ticket: null, batches: [] };
}

async function recordDecided(
  session: Session,
  phase: string,
  { plan, one: { candidate, summary, decision } }: { plan: Planned; one: Decided },
): Promise<void> {
  replaceRow(session, phase, rowOfCandidate(plan, { state: 'decided', summary, decision }));
  show(session, `decides about ${plan.name} of ${phase}: ${decision.verdict}`);
  await record(session, {
    id: `${phase}/${plan.name}/decided`,
    body: { type: 'candidate-decided', phase, candidate, summary, decision },
  });
}

async function recordInapplicable(
  session: Session,
  phase: string,
  { plan, reason }: { plan: Planned; reason: string },
): Promise<void> {
  replaceRow(session, phase, rowOfCandidate(plan, { state: 'inapplicable', reason }));
  await record(session, {
    id: `${phase}/${plan.name}/inapplicable`,
    body: { type: 'candidate-inapplicable', phase, candidate: plan.candidate, reason },
  });
}
