import type { Candidate } from '../../src/candidates/candidate';
import type { Recommendation } from '../../src/enforcement/recommendation';
import type { Decision } from '../../src/gates/gate';
import type { EventBody, PhaseBaseline, StudyEvent } from '../../src/history/study-event';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import { DEFAULT_SPEC, type Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import type { Admitted } from '../../src/study/carried-state';
import { DEFAULT_POLICY, NO_BUDGET, type Study } from '../../src/study/study';

/** Events of a study in order, numbered and named as they are added. */
export function eventsOf(study: string, cyclesAndBodies: readonly [number, EventBody][]) {
  return cyclesAndBodies.map(([cycle, body], index) => anEvent(study, [index + 1, cycle], body));
}

export function anEvent(
  study: string,
  [seq, cycle]: readonly [seq: number, cycle: number],
  body: EventBody,
): StudyEvent {
  const at = new Date(Date.UTC(2026, 0, 1) + seq * 60_000).toISOString();
  return { seq, id: `c${cycle}/n${seq}/${body.type}`, study, cycle, measured: { at }, ...body };
}

export function aSpec(changes: Partial<Spec> = {}): Spec {
  return { ...DEFAULT_SPEC, model: 'lfm', phase: 'atomic', ...changes };
}

export function admission(
  study: string,
  baselines: readonly PhaseBaseline[],
  simulated: readonly string[] = [],
): EventBody {
  return {
    type: 'study-admitted',
    definition: aStudy(study, baselines),
    admitted: anAdmission(baselines, simulated),
    baselines,
  };
}

function aStudy(study: string, baselines: readonly PhaseBaseline[]): Study {
  return {
    study,
    seed: 7,
    phases: baselines.map(({ phase, spec }) => ({ name: phase, suite: phase, baseline: spec })),
    factors: { variant: ['native_api', 'atomic'], isolation: [0, 1] },
    generators: ['variant'],
    fallbacks: {},
    prompts: { terse: { system: 'Be brief' } },
    params: { small: { num_ctx: 2048 } },
    policy: DEFAULT_POLICY,
    budget: NO_BUDGET,
    cooldownHours: 72,
    watchHours: 24,
    atCeiling: 'rest',
  };
}

function anAdmission(baselines: readonly PhaseBaseline[], simulated: readonly string[]): Admitted {
  const models = baselines.flatMap(({ spec, fallbacks }) => [spec.model, ...fallbacks]);
  const suites = baselines.map(({ phase }) => [
    phase,
    { ref: { source: phase, sha256: '0'.repeat(64) }, mask: 'aaaarr', hasExamples: true },
  ]);
  return {
    store: 'ratchet-store-abcd1234',
    suites: Object.fromEntries(suites),
    models: Object.fromEntries(
      models.map((model) => [
        model,
        {
          slots: 1,
          pool: model,
          canUnload: true,
          digest: null,
          simulated: simulated.includes(model),
        },
      ]),
    ),
  };
}

/** An evaluation of six items in seven runs, each run with as many right ones. */
export function aSummary(spec: Spec, evaluation: string, passes = 4): EvaluationSummary {
  const right = passes * 7;
  return {
    evaluation,
    specId: specId(spec),
    spec,
    runs: 7,
    items: 6,
    passesByItem: Array.from({ length: 6 }, (_, item) => (item < passes ? 7 : 0)),
    passesByRun: Array.from({ length: 7 }, () => passes),
    marks: passes === 0 ? 'FFFFFFF' : 'PPPPPPP',
    action: { due: 28, right: Math.min(28, right) },
    restraint: { answered: 14, overCalled: 0 },
    letters: { P: right, W: 42 - right, A: 0, N: 0, O: 0, M: 0, T: 0 },
    identicalAnswers: false,
    startStates: ['cold', 'as-is', 'as-is', 'as-is', 'as-is', 'as-is', 'as-is'],
    diagnosis: aDiagnosis(),
    measured: {
      latency: { medianMs: 120, p95Ms: 340.5, firstMs: 900 },
      queueMs: 0,
      inputTokens: 4_200,
      outputTokens: 420,
      costUsd: null,
      retriedRuns: 0,
      digests: [],
    },
  };
}

export function aDiagnosis() {
  return {
    class: 'suboptimal',
    sentence: '4 of 6 items are right in all 7 runs, 2 in none',
    evidence: { items: [5, 6], runs: [], numbers: { accuracy: 4 / 6 } },
  } as const;
}

export function aCandidate(spec: Spec): Candidate {
  return {
    spec,
    generator: 'variant',
    change: { factor: 'variant', from: 'native_api', to: spec.variant },
    hypothesis: 'Small constrained questions are easier',
  };
}

export function aDecision(verdict: Decision['verdict'], evidence: Decision['evidence']): Decision {
  return {
    verdict,
    reason: 'Better in 7 of 7 runs',
    gates: [
      { gate: 'G1 samples', outcome: 'pass', reason: '7 and 7 runs', evidence: { runs: 7 } },
      { gate: 'G3 improvement', outcome: 'pass', reason: '5/6 > 4/6', evidence: { gain: 1 / 6 } },
      { gate: 'G4 restraint', outcome: 'undecided', reason: 'none', evidence: { bound: null } },
    ],
    gain: 1 / 6,
    evidence,
    policyVersion: 'seed-1',
  };
}

export function aRecommendation(changes: Partial<Recommendation> = {}): Recommendation {
  return {
    id: 'c1/atomic/cold-start',
    phase: 'atomic',
    diagnosis: 'cold-start',
    patch: { warmup: 2 },
    metric: 'accuracy',
    direction: 'up',
    predicted: 2 / 7,
    evidence: 'lfm/c1/atomic/e0-baseline',
    verifyFrom: 'cold',
    state: 'proposed',
    measured: null,
    reason: 'The first two runs failed and the others passed',
    ...changes,
  };
}
