import type { EvidenceBatch } from '../../src/runs/gate-evidence';
import { NO_SCREENING, type Screening } from '../../src/search/screening';
import { applyControl } from '../../src/study/apply-control';
import {
  type CarriedState,
  MAX_ADDED,
  MAX_CARRIED_BYTES,
  MAX_CONTROLS,
  MAX_RECENT_CYCLES,
  MAX_TRIED_OUTSIDE,
  type PhaseState,
} from '../../src/study/carried-state';
import { fitCarriedState } from '../../src/study/fit-carried-state';
import { type Hold, MAX_HOLD_CHARACTERS, NOTHING_GATED } from '../../src/study/gated-state';
import { withTried } from '../../src/study/tried';
import { aState, aStudy } from '../support/a-study';

const bytesOf = (state: CarriedState) => Buffer.byteLength(JSON.stringify(state));
const longest = (letter: string) => letter.repeat(64);
const phases = Array.from({ length: 8 }, (_, number) => `${number}${'p'.repeat(63)}`);

/** Eight phases with the longest names, suites of 1,000 items and as many specs as a study may span. */
const study = aStudy({
  study: 's'.repeat(63),
  phases: Object.fromEntries(phases.map((name) => [name, 'atomic'])),
  baseline: {
    model: longest('m'),
    variant: 'atomic_few_shot',
    timeoutSeconds: 3599.9,
    temperature: 0.123456789,
    prompt: longest('q'),
    params: longest('r'),
  },
  fallbacks: { [longest('m')]: longest('n') },
  prompts: { [longest('q')]: { system: 'x' } },
  params: { [longest('r')]: {} },
  factors: { warmup: Array.from({ length: 1000 }, (_, value) => value), retries: [0, 1, 2, 3] },
});

const state0 = aState(study);

function phaseAtItsFullest(phase: PhaseState): PhaseState {
  const outsiders = Array.from({ length: MAX_TRIED_OUTSIDE + 6 }, (_, number) => ({
    ...phase.baseline,
    timeoutSeconds: 2000.001 + number,
  }));
  return {
    ...outsiders.reduce((marked, spec) => withTried(study, marked, spec), phase),
    tried: 'f'.repeat(65_536 / 8 / 4),
    accuracy: 0.8333333333333334,
    gated: { ...NOTHING_GATED, evidence: aThousandItems(phase.name), screened: screenedSpecs() },
    pending: {
      id: `c1000000/${phase.name}/late-degradation`,
      phase: phase.name,
      diagnosis: 'late-degradation',
      patch: { isolation: 1 },
      metric: 'accuracy',
      direction: 'up',
      predicted: 0.123456789,
      evidence: `${'s'.repeat(63)}/c1000000/${phase.name}/e0-baseline`,
      verifyFrom: 'fresh',
      state: 'proposed',
      measured: null,
      reason: 'x'.repeat(250),
    },
  };
}

/** The most that a baseline's evidence can be: 28 runs of 1,000 items in four evaluations. */
function aThousandItems(phase: string): readonly EvidenceBatch[] {
  return Array.from({ length: 4 }, (_, look) => ({
    evaluation: `${'s'.repeat(63)}/c1000000/${phase}/e0-baseline-look${look}`,
    runs: 7,
    passesByItem: '7'.repeat(1000),
    passesByRun: Array.from({ length: 7 }, () => 1000),
    marks: 'PPPPPPP',
    restraint: { answered: 1000, overCalled: 1000 },
    blocks: { early: 0.123456789012345, late: 0.123456789012345 },
    identicalAnswers: false,
    measured: {
      latencyMs: Array.from({ length: 7 }, () => 12_345.678),
      costUsd: Array.from({ length: 7 }, () => 0.123456789),
      digests: [`sha256:${longest('d')}`],
    },
  }));
}

function screenedSpecs(): Screening {
  return {
    ...NO_SCREENING,
    items: 1000,
    specs: Array.from({ length: 150 }, (_, spec) => [`000${spec}00000`, 28, 28_000]),
  };
}

/** As much as holds may take, in all phases together. */
function mostHolds(): readonly Hold[] {
  const [first] = state0.phases;
  if (!first) return [];
  const { baseline: spec } = first;
  const change = { factor: 'retries', from: 1, to: 2 } as const;
  const candidate = { spec, generator: 'retries', change, hypothesis: '' };
  const hold: Hold = {
    candidate,
    label: 'retries-2',
    batches: [],
    look: 2,
    ticket: { number: 1, level: 0.000625 },
    why: 'unproven',
    distance: 2.5,
  };
  const room = MAX_HOLD_CHARACTERS - JSON.stringify([hold]).length;
  return [{ ...hold, candidate: { ...candidate, hypothesis: 'h'.repeat(room) } }];
}

function stateAtItsFullest(letter: string): CarriedState {
  const state = aState(study);
  const entry = (phase: string) => ({
    cycle: 1_000_000,
    phase,
    baselineWas: 'b'.repeat(320),
    winner: 'w'.repeat(320),
    improvement: 0.16666666666666666,
    verdicts: { PROMOTE: 100, HOLD: 100, REJECT: 100, INAPPLICABLE: 100 },
  });
  const full: CarriedState = {
    ...state,
    admitted: {
      ...state.admitted,
      models: Object.fromEntries(
        [longest('m'), longest('n')].map((pool) => [
          pool,
          { slots: 1, pool, canUnload: true, digest: `sha256:${longest('d')}`, simulated: false },
        ]),
      ),
      suites: Object.fromEntries(
        Object.entries(state.admitted.suites).map(([name, suite]) => [
          name,
          { ...suite, mask: 'a'.repeat(1000) },
        ]),
      ),
    },
    phases: state.phases
      .map(phaseAtItsFullest)
      .map((phase, place) =>
        place === 0 && phase.gated
          ? { ...phase, gated: { ...phase.gated, holds: mostHolds() } }
          : phase,
      ),
    recent: Array.from({ length: MAX_RECENT_CYCLES }, () => entry(phases[0] ?? '')),
  };
  const why = letter.repeat(500 / letter.length);
  const changes = Array.from({ length: MAX_ADDED + MAX_CONTROLS }, (_, number) => ({
    phase: phases[number % 8],
    patch: { warmup: number, timeoutSeconds: 17, prompt: 'default', params: 'default' },
    why,
  }));
  return changes.reduce(
    (before, change) => applyControl({ study, state: before }, 'addCandidate', change).state,
    full,
  );
}

describe('fitCarriedState()', () => {
  it('leaves a state that fits as it is', () => {
    const state = aState(aStudy());
    expect(fitCarriedState(state)).toBe(state);
  });

  it.each([
    { text: 'plain text', letter: 'x' },
    { text: 'letters of three bytes', letter: '€' },
    { text: 'characters that JSON escapes', letter: '\u0001' },
    { text: 'pairs of surrogates', letter: '😀' },
  ])('brings the largest state there can be with $text within 64 KiB', ({ letter }) => {
    const state = stateAtItsFullest(letter);
    expect(bytesOf(state)).toBeGreaterThan(MAX_CARRIED_BYTES);

    const fitting = fitCarriedState(state);

    expect(bytesOf(fitting)).toBeLessThanOrEqual(MAX_CARRIED_BYTES);
    const told = (phase: PhaseState) => ({ ...phase, gated: null });
    expect(fitting.phases.map(told)).toEqual(state.phases.map(told));
    expect(fitting.phases[0]?.gated?.holds).toEqual(state.phases[0]?.gated?.holds);
    expect(fitting.admitted).toEqual(state.admitted);
    expect(fitting.added.map(({ patch }) => patch)).toEqual(state.added.map(({ patch }) => patch));
    expect(JSON.parse(JSON.stringify(fitting))).toEqual(fitting);
  });

  it('drops the oldest cycles first, and no more than it must', () => {
    const recent = Array.from({ length: MAX_RECENT_CYCLES }, (_, number) => ({
      cycle: number + 1,
      phase: 'atomic',
      baselineWas: 'b'.repeat(4000),
      winner: 'w',
      improvement: 0,
      verdicts: {},
    }));
    const state = aState(aStudy(), { recent });
    const fitting = fitCarriedState(state);
    expect(fitting.recent).toEqual(recent.slice(-fitting.recent.length));
    expect(
      bytesOf({ ...fitting, recent: recent.slice(-fitting.recent.length - 1) }),
    ).toBeGreaterThan(MAX_CARRIED_BYTES);
  });

  it('gives back the shortest it can where the rest alone is too large', () => {
    const state = aState(aStudy());
    const phase = state.phases.map((each) => ({ ...each, decision: 'd'.repeat(40_000) }));
    expect(fitCarriedState({ ...state, phases: phase, recent: [] }).phases).toEqual(phase);
  });
});
