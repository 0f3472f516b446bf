import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import type { Study } from '../study/study';
import { type Course, type CourseName, COURSE_NAMES, COURSES } from './course';
import { PhasePlay, type PlannedRuns, type PlayedPhase } from './phase-play';
import type { Cost } from './run-cost';

/** What a study takes on one course. */
export interface Takes extends Cost {
  readonly cycles: number;
  readonly runs: number;
  /** US dollars; null where a model that is asked has no prices. */
  readonly usd: number | null;
  /** What ends it. */
  readonly ends: 'ceiling' | 'budget' | 'not within 1000 cycles';
}

export type Forecast = Readonly<Record<CourseName, Takes>>;

export interface ForecastPlan {
  readonly study: Study;
  readonly phases: readonly PlayedPhase[];
  readonly costOf: (planned: PlannedRuns, course: CourseName) => Cost;
  /** US dollars per million tokens; null: not told. */
  readonly pricesOf: (
    model: string,
  ) => { readonly inputPerMillion: number; readonly outputPerMillion: number } | null;
  /** Evaluations of a model at once, at least 1. */
  readonly slotsOf: (model: string) => number;
}

/** Cycles that are played. */
const MOST_CYCLES = 1_000;

/** What a study may take until it rests: played on three courses, within its budget. */
export function forecast(plan: ForecastPlan): Forecast {
  const [least, likely, most] = COURSE_NAMES.map((name) => play(plan, COURSES[name]));
  if (!least || !likely || !most) throw new RangeError('A forecast has three courses');
  return { least, likely, most };
}

const NOTHING: Takes = {
  cycles: 0,
  runs: 0,
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
  seconds: 0,
  usd: 0,
  ends: 'ceiling',
};

function play(plan: ForecastPlan, course: Course): Takes {
  const { study, phases } = plan;
  const plays = phases.map((phase) => new PhasePlay(study, phase, course));
  const withRuns = spending(plan, course);
  const costOf = remembered((planned) => plan.costOf(planned, course.name));
  let takes = NOTHING;
  for (let cycle = 1; cycle <= MOST_CYCLES; cycle += 1) {
    for (const planned of plays.flatMap((phase) => (phase.ended ? [] : phase.cycle(cycle)))) {
      if (!isAffordable(study, takes, planned.needs)) return { ...takes, ends: 'budget' };
      takes = {
        ...withRuns(takes, planned, costOf(planned)),
        cycles: lastCycle(takes, planned, cycle),
      };
    }
    if (plays.every(({ ended }) => ended)) return takes;
    if (cycle === study.budget.cycles) return { ...takes, ends: 'budget' };
  }
  return { ...takes, ends: 'not within 1000 cycles' };
}

/** The same rule by which a study spends: a whole evaluation, or none of it. */
function isAffordable({ budget }: Study, takes: Takes, runs: number): boolean {
  return (
    (budget.runs === null || takes.runs + runs <= budget.runs) &&
    (budget.tokens === null || takes.inputTokens + takes.outputTokens < budget.tokens) &&
    (budget.usd === null || (takes.usd ?? 0) < budget.usd)
  );
}

/** Held-out items are measured at the end of the last cycle that measured anything else. */
function lastCycle({ cycles }: Takes, { items }: PlannedRuns, cycle: number): number {
  return items === 'steering' ? cycle : cycles;
}

/** What runs add to what was spent before. */
type Spending = (takes: Takes, planned: PlannedRuns, cost: Cost) => Takes;

function spending({ pricesOf, slotsOf, study }: ForecastPlan, course: Course): Spending {
  return (takes, { spec, runs }, cost) => {
    const prices = pricesOf(spec.model);
    const atOnce =
      course.name === 'most' ? 1 : Math.min(slotsOf(spec.model), study.policy.candidatesPerCycle);
    const usd =
      prices &&
      (runs *
        (cost.inputTokens * prices.inputPerMillion + cost.outputTokens * prices.outputPerMillion)) /
        1e6;
    return {
      ...takes,
      runs: takes.runs + runs,
      calls: takes.calls + runs * cost.calls,
      inputTokens: takes.inputTokens + runs * cost.inputTokens,
      outputTokens: takes.outputTokens + runs * cost.outputTokens,
      seconds: takes.seconds + (runs * cost.seconds) / atOnce,
      usd: takes.usd === null || usd === null ? null : takes.usd + usd,
    };
  };
}

/** Each spec's run is reckoned once. */
function remembered(costOf: (planned: PlannedRuns) => Cost): (planned: PlannedRuns) => Cost {
  const known = new Map<string, Cost>();
  return (planned) => {
    const key = keyOf(planned.spec, planned.items);
    const found = known.get(key) ?? costOf(planned);
    known.set(key, found);
    return found;
  };
}

function keyOf(spec: Spec, items: PlannedRuns['items']): string {
  return `${items} ${specId(spec)}`;
}
