import type { Recommendation } from '../src/enforcement/recommendation';
import { repairFor } from '../src/enforcement/repair-for';
import type { Desk, Measured, News, Planned } from '../src/loop/desk';
import type { EvaluationSummary } from '../src/runs/evaluation';
import type { Curtailment } from '../src/runs/evaluation-plan';
import { specId } from '../src/spec/spec-id';
import type { PhaseState } from '../src/study/carried-state';
import { type GatedState, NOTHING_GATED } from '../src/study/gated-state';
import type { TableRow } from '../src/study/status';
import { cannotServe } from './cannot-serve';
import { closePhase } from './close-phase';
import { isWindowFull } from './cycle-window';
import { diagnoseBaseline, remediesOf } from './diagnose-baseline';
import { dropDecided } from './drop-decided';
import { enforce } from './enforce';
import { inSlots } from './in-slots';
import { kindsOf } from './kinds-of';
import { measure } from './measure';
import { nextCandidates } from './next-candidates';
import { record, recordTogether } from './record';
import { routeWatch } from './route-watch';
import { phaseOf, type Session, seenOf, setPhase } from './session';
import { settleRecommendations } from './settle-recommendations';
import { show } from './show';
import { showNews } from './show-news';
import { isRejected, planOf } from './steering';
import { askGates, askRules, pluginsOf } from './study-plugins';
import { rowOfBaseline } from './table';
import { verifyPromotion } from './verify-promotion';

/** Under logic 2, troubles that would make every comparison unfair; now every repair goes first. */
const REPAIR_FIRST: readonly string[] = ['cold-start', 'timeout-bound'];

/** The loop's desk for one phase of a study: its state is the session's, what it measures are child workflows. */
export function phaseDesk(session: Session, name: string): Desk {
  const { study } = session;
  return {
    study,
    logic: session.state.logic === 2 ? 2 : 3,
    cycle: session.state.cycle,
    kinds: kindsOf(session, name),
    hasExamples: session.state.admitted.suites[name]?.hasExamples ?? false,
    woken: session.woken,
    phase: () => gatedPhase(session, name),
    setPhase: (phase) => setPhase(session, phase),
    ledger: () => session.state.ledger,
    setLedger: (ledger) => {
      session.state = { ...session.state, ledger };
    },
    holdsElsewhere: () => holdsElsewhere(session, name),
    generators: () => session.state.generators ?? study.generators,
    candidates: (most) => nextCandidates(session, name, most),
    repairOf: (summary, spec) => repairFor(summary, spec, remediesOf(session, name)),
    measureBaseline: (plan) => measureBaseline(session, name, plan),
    measureAll: (plans) => measureAll(session, name, plans),
    verify: (old, promoted) => verifyPromotion(session, name, { old, promoted }),
    repair: (summary, when) => repair(session, name, { summary, when }),
    ...(pluginsOf(session, 'gates').length > 0 && {
      objection: (asked) => askGates(session, name, asked),
    }),
    record: (id, body) => recordTogether(session, { id, body }),
    dropDecided: () => dropDecided(session, name),
    ...(session.state.logic > 2 && { watch: routeWatch(session, name) }),
    close: async (outcome) => {
      if (session.state.logic > 2) await settleRecommendations(session, name);
      await closePhase(session, name, outcome);
    },
    tell: (news: News) => {
      keepDecided(session, name, news);
      showNews(session, name, news);
    },
  };
}

/** What a recommendation among the candidates is judged by, once the cycle is over. */
function keepDecided(session: Session, name: string, news: News): void {
  if (news.what !== 'decided') return;
  const { candidate, summary, decision } = news.decided;
  seenOf(session, name).decided.set(specId(candidate.spec), { summary, decision });
}

function gatedPhase(session: Session, name: string): PhaseState & { readonly gated: GatedState } {
  const phase = phaseOf(session, name);
  return { ...phase, gated: phase.gated ?? NOTHING_GATED };
}

function holdsElsewhere(
  { state: { phases } }: Session,
  name: string,
): { readonly count: number; readonly characters: number } {
  const holds = phases.flatMap((phase) => (phase.name === name ? [] : (phase.gated?.holds ?? [])));
  return { count: holds.length, characters: JSON.stringify(holds).length };
}

async function measureBaseline(
  session: Session,
  name: string,
  plan: { readonly name: string; readonly runs: number },
): Promise<Measured> {
  showBaseline(session, name, rowOfBaseline(phaseOf(session, name).baseline));
  show(session, `measures the baseline of ${name}`);
  // One that is promoted by hand during this write is the one to measure.
  if (session.owed > 0) await record(session);
  const { baseline } = phaseOf(session, name);
  const measured = await measure(session, {
    phase: name,
    spec: baseline,
    ...plan,
    enoughWhenIdentical: enough(session),
  });
  if (measured?.kind === 'inapplicable') throw cannotServe(specId(baseline), measured.reason);
  if (!measured) return null;
  seenOf(session, name).baseline = measured.summary;
  showBaseline(session, name, rowOfBaseline(baseline, measured.summary));
  return measured;
}

/** The first line of the table; a baseline that is measured further keeps the lines below it. */
function showBaseline(session: Session, name: string, row: TableRow): void {
  const rest = (session.tables[name] ?? []).filter((each) => each.name !== row.name);
  session.tables[name] = [row, ...rest];
}

/** As many evaluations at once as the models have slots; null when the study ends before all are made. */
async function measureAll(
  session: Session,
  name: string,
  plans: readonly Planned[],
): Promise<readonly Measured[] | null> {
  const planned = planOf(session, name);
  // Before they go on side by side: none writes while another one does.
  if (plans.length > 0 && session.owed > 0) await record(session);
  const measured = await inSlots(
    plans.map((plan, taken) => slotTask(session, name, { plan, taken, planned })),
  );
  return session.ending ? null : measured;
}

/** A candidate of the cycle's plan. */
interface Turn {
  readonly plan: Planned;
  /** Candidates that were taken up before it. */
  readonly taken: number;
  /** The plan that it is of. */
  readonly planned: number;
}

/** Does it wait for the next cycle, or for none? The first is always measured: every cycle gets on. */
function isPutOff(session: Session, name: string, { plan, taken, planned }: Turn): boolean {
  if (taken > 0 && isWindowFull(session, name, taken)) return true;
  return planOf(session, name) !== planned || isRejected(session, plan.candidate.spec);
}

function slotTask(session: Session, name: string, turn: Turn) {
  const { plan } = turn;
  const { spec } = plan.candidate;
  const model = session.state.admitted.models[spec.model];
  return {
    pool: model?.pool ?? spec.model,
    slots: model?.slots ?? 1,
    run: async (): Promise<Measured> => {
      if (isPutOff(session, name, turn)) return null;
      showNews(session, name, { what: 'measuring', plan });
      const measured = await measure(session, {
        phase: name,
        name: plan.name,
        spec,
        runs: plan.runs,
        enoughWhenIdentical: plan.purpose === 'screen' ? null : enough(session),
        ...curtailment(session, name, plan),
      });
      if (isRejected(session, spec)) return null;
      if (measured?.kind === 'measured') {
        showNews(session, name, { what: 'measured', plan, summary: measured.summary });
      }
      return measured;
    },
  };
}

/** Where the study asks for it: what tells that the remaining runs could not change the verdict. */
function curtailment(session: Session, name: string, plan: Planned): { curtail?: Curtailment } {
  const { policy } = session.study;
  const { baseline, gated } = gatedPhase(session, name);
  if (!policy.curtail || plan.purpose !== 'gate' || gated.evidence.length === 0) return {};
  const evidence = {
    specId: specId(baseline),
    kinds: kindsOf(session, name),
    batches: gated.evidence,
  };
  return { curtail: { baseline: evidence, before: plan.batches, policy } };
}

/** Identical answers in so many runs, three at least: more would be copies. */
function enough({ study: { policy } }: Session): number | null {
  return policy.determinism === 'auto' ? Math.max(3, policy.minSamples) : null;
}

async function repair(
  session: Session,
  name: string,
  { summary, when }: { readonly summary: EvaluationSummary; readonly when: 'before' | 'after' },
): Promise<boolean | null> {
  if (when === 'before' && pluginsOf(session, 'diagnosis').length > 0) {
    await askRules(session, name, summary);
  }
  const recommendation = await diagnoseBaseline(session, name, { summary, when });
  if (!recommendation) return false;
  const first = session.state.logic > 2 || REPAIR_FIRST.includes(recommendation.diagnosis);
  if (when === 'before' && !first) return false;
  return enforceUnlessReplaced(session, name, recommendation);
}

/** A baseline that was promoted by hand, while what was diagnosed of the old one was written, is none to mend so. */
async function enforceUnlessReplaced(
  session: Session,
  name: string,
  recommendation: Recommendation,
): Promise<boolean | null> {
  const { baseline } = phaseOf(session, name);
  if (session.owed > 0) await record(session);
  if (specId(phaseOf(session, name).baseline) !== specId(baseline)) return true;
  return enforce(session, name, recommendation);
}
