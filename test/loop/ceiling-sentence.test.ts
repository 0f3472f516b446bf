import type { ImprovementTest } from '../../src/gates/gate';
import { NEW_LEDGER } from '../../src/gates/ledger';
import { ceilingSentence } from '../../src/loop/ceiling-sentence';
import { withHidden } from '../../src/loop/hidden-gain';
import type { Looked } from '../../src/loop/next-hold';
import { type HiddenGain, NOTHING_GATED } from '../../src/study/gated-state';
import { playedDesk } from './support/played-desk';

const BASELINE = { model: 'lfm', variant: 'native_api' } as const;
const HIDDEN: HiddenGain = { specId: 'lfm/x', gain: 0.02, standardError: 0.05, runs: 7 };

/** At the ceiling of a study over six specs, of which none but the baseline was tried. */
function sentenceWith(hidden: HiddenGain | null): string {
  const factors = { variant: ['native_api', 'atomic'], retries: [0, 1, 2] };
  const desk = playedDesk({ baseline: BASELINE, factors }, () => 'PPPPPP');
  const phase = { ...desk.phase(), gated: { ...NOTHING_GATED, hidden } };
  return ceilingSentence(desk.study, phase, NEW_LEDGER);
}

describe('ceilingSentence()', () => {
  it('names what could still be better, by how much, and the runs to find it', () => {
    // SciPy 1.17: 0.02 + norm.ppf(.95) 0.05 = 0.1022; at 0.000625 / 2 with power 0.8
    // 7 ((norm.isf(.0003125) + norm.ppf(.8)) 0.05 / 0.1022)^2 = 30.4.
    expect(sentenceWith(HIDDEN)).toContain(
      'lfm/x could still be better by up to 0.102 (95 % confidence); about 31 runs of each would show that',
    );
  });

  it('says what was never measured, whatever is hidden in the rest', () => {
    for (const hidden of [HIDDEN, null, { ...HIDDEN, gain: -0.2 }]) {
      expect(sentenceWith(hidden)).toMatch(/\d of 6 specs of its factors were compared/);
    }
  });

  it('is sure of what was measured where even the largest bound is a loss', () => {
    expect(sentenceWith({ ...HIDDEN, gain: -0.2 })).toContain(
      'nothing that was measured is better',
    );
  });
});

describe('withHidden()', () => {
  it('keeps the rejected candidate whose bound is largest, not the one with the largest gain', () => {
    const first = withHidden(null, looked('REJECT', { gain: 0.05, standardError: 0.01 }));
    const unsure = withHidden(first, looked('REJECT', { gain: 0, standardError: 0.08 }));
    expect(first).toMatchObject({ gain: 0.05 });
    expect(unsure).toMatchObject({ gain: 0, standardError: 0.08 });
    expect(withHidden(unsure, looked('REJECT', { gain: 0.01, standardError: 0.02 }))).toBe(unsure);
  });

  it('counts nobody who is on HOLD or was promoted', () => {
    for (const verdict of ['HOLD', 'PROMOTE'] as const) {
      expect(withHidden(HIDDEN, looked(verdict, { gain: 0.5, standardError: 0.1 }))).toBe(HIDDEN);
    }
  });
});

function looked(
  verdict: 'PROMOTE' | 'HOLD' | 'REJECT',
  { gain, standardError }: { readonly gain: number; readonly standardError: number },
): Pick<Looked, 'plan' | 'decision' | 'batches'> {
  const test: ImprovementTest = {
    statistic: 0,
    expected: 0,
    variance: 1,
    phi: 1,
    p: 0.5,
    level: 0,
    ticket: 1,
    standardError,
  };
  const { study } = playedDesk({ baseline: BASELINE, factors: {} }, () => 'P');
  const spec = study.phases[0]?.baseline;
  if (!spec) throw new Error('no baseline');
  return {
    plan: {
      name: 'e1',
      label: 'variant-atomic',
      candidate: {
        spec,
        generator: 'variant',
        change: { factor: 'variant', from: 'native_api', to: 'atomic' },
        hypothesis: '',
      },
      purpose: 'gate',
      runs: 7,
      look: 1,
      ticket: null,
      batches: [],
    },
    decision: { verdict, gain, test, reason: '', gates: [], evidence: ['', ''], policyVersion: '' },
    batches: [],
  };
}
