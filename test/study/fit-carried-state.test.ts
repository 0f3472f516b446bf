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

function phaseAtItsFullest(phase: PhaseState): PhaseState {
  const outsiders = Array.from({ length: MAX_TRIED_OUTSIDE + 6 }, (_, number) => ({
    ...phase.baseline,
    timeoutSeconds: 2000.001 + number,
  }));
  return {
    ...outsiders.reduce((marked, spec) => withTried(study, marked, spec), phase),
    tried: 'f'.repeat(65_536 / 8 / 4),
    accuracy: 0.8333333333333334,
    passes: 'z'.repeat(1000),
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
    phases: state.phases.map(phaseAtItsFullest),
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
    expect(fitting.phases).toEqual(state.phases);
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
