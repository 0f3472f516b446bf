import type { Candidate } from '../../../src/candidates/candidate';
import { propose } from '../../../src/candidates/propose';
import { NEWEST_DIAGNOSIS } from '../../../src/diagnosis/diagnosis';
import type { StudyEvent } from '../../../src/history/study-event';
import type { Desk, Measured, News } from '../../../src/loop/desk';
import { summarise } from '../../../src/runs/summarise';
import type { Spec } from '../../../src/spec/spec';
import type { CarriedState, PhaseState } from '../../../src/study/carried-state';
import { NOTHING_GATED } from '../../../src/study/gated-state';
import { admittedState, stateBeforeAdmission } from '../../../src/study/initial-state';
import { parseStudy } from '../../../src/study/parse-study';
import { candidateValues } from '../../../src/study/phase-values';
import { wasTried } from '../../../src/study/tried';
import { aRun } from '../../support/evaluation-summary';

/** What a spec's run shows: a letter per item. `run` counts all runs of that spec, from 1. */
export type Play = (spec: Spec, run: number) => string;

/** A desk that watches its route after a rest. */
export interface Rested {
  /** ISO 8601. */
  readonly now: () => string;
}

export interface PlayedDesk extends Desk {
  readonly events: readonly (Pick<StudyEvent, 'id' | 'type'> & Record<string, unknown>)[];
  readonly news: readonly News[];
  readonly state: { present: CarriedState };
  /** Names of the evaluations made, in order, with their runs. */
  readonly made: readonly string[];
}

/** A desk at which runs are played by a function, in this process, at once. */
export function playedDesk(
  input: Record<string, unknown>,
  play: Play,
  {
    kinds = 'aaaaaa',
    rested = null,
  }: { readonly kinds?: string; readonly rested?: Rested | null } = {},
): PlayedDesk {
  const parsed = parseStudy({ study: 'played', phases: { atomic: 'none' }, ...input });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const study = parsed.value;
  const admitted = {
    store: 'here',
    suites: { atomic: { ref: { source: 'none', sha256: '' }, mask: kinds, hasExamples: true } },
    models: {},
  };
  const state = {
    present: admittedState(stateBeforeAdmission(study, 3), study, {
      admitted,
      routes: {},
      lastSeq: 0,
      lastCycle: 0,
    }),
  };
  const events: PlayedDesk['events'][number][] = [];
  const news: News[] = [];
  const made: string[] = [];
  const runs = new Map<Spec, number>();

  const phase = () => {
    const [first] = state.present.phases;
    if (!first) throw new Error('no phase');
    return { ...first, gated: first.gated ?? NOTHING_GATED };
  };
  const setPhase = (changed: PhaseState): void => {
    state.present = { ...state.present, phases: [changed] };
  };
  const summaryOf = (name: string, spec: Spec, count: number) => {
    made.push(`${name} ${count}`);
    const rows = Array.from({ length: count }, () => {
      const run = (runs.get(spec) ?? 0) + 1;
      runs.set(spec, run);
      return play(spec, run);
    });
    return summarise({
      evaluation: `played/c1/atomic/${name}`,
      spec,
      callDue: Array.from(kinds, (kind) => kind === 'a'),
      runs: rows.map((row, run) => aRun(row, run === 0 ? { startState: 'cold' } : {})),
      diagnosis: NEWEST_DIAGNOSIS,
    });
  };
  const measured = (name: string, spec: Spec, count: number): Measured => ({
    kind: 'measured',
    summary: summaryOf(name, spec, count),
  });
  return {
    study,
    logic: 3,
    cycle: 1,
    kinds,
    hasExamples: true,
    woken: rested !== null,
    ...(rested && {
      watch: {
        now: rested.now,
        hoursSince: (then) => (Date.parse(rested.now()) - Date.parse(then)) / 3_600_000,
        compare: async (today, before) => ({
          today: summaryOf('watch-today', today, study.policy.runs),
          before: summaryOf('watch-before', before, study.policy.runs),
        }),
      },
    }),
    events,
    news,
    state,
    made,
    phase,
    setPhase,
    ledger: () => state.present.ledger,
    setLedger: (ledger) => {
      state.present = { ...state.present, ledger };
    },
    holdsElsewhere: () => ({ count: 0, characters: 2 }),
    generators: () => study.generators,
    candidates: (most): readonly Candidate[] =>
      propose({
        study: study.study,
        seed: study.seed,
        cycle: 1,
        generators: study.generators,
        first: [],
        leading: null,
        context: {
          baseline: phase().baseline,
          values: candidateValues(study, phase().origin),
          hasExamples: true,
        },
        decided: ({ spec }) => wasTried(study, phase(), spec),
        most,
      }),
    repairOf: () => null,
    measureBaseline: async (plan) => measured(plan.name, phase().baseline, plan.runs),
    measureAll: async (plans) =>
      plans.map((plan) => measured(plan.name, plan.candidate.spec, plan.runs)),
    verify: async (old, promoted) => ({
      old: summaryOf('verify-old', old, study.policy.verifyRuns),
      promoted: summaryOf('verify-new', promoted, study.policy.verifyRuns),
    }),
    repair: async () => false,
    record: async (id, body) => {
      events.push({ id, ...body });
    },
    dropDecided: () => undefined,
    close: async () => undefined,
    tell: (each) => void news.push(each),
  };
}
