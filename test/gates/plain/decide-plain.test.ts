import { GATES } from '../../../src/gates/gate';
import { NEW_LEDGER } from '../../../src/gates/ledger';
import { decidePlain } from '../../../src/gates/plain/decide-plain';
import type { EvaluationSummary } from '../../../src/runs/evaluation';
import { DEFAULT_POLICY, PLAIN_POLICY_VERSION } from '../../../src/study/study';
import { aSummary, rowsOf, summaryOf } from '../../support/evaluation-summary';

const seven = (passes: number) =>
  summaryOf(
    rowsOf(
      Array.from({ length: 7 }, () => passes),
      6,
    ),
  );
const baseline = seven(4);

const decisionOn = (candidate: EvaluationSummary, against = baseline, policy = DEFAULT_POLICY) =>
  decidePlain(candidate, against, { policy, ledger: NEW_LEDGER }).decision;

const outcomes = (candidate: EvaluationSummary, against = baseline) =>
  decisionOn(candidate, against).gates.map(({ outcome }) => outcome);

describe('decidePlain() on the worked example', () => {
  it('promotes 7 runs of 0.833 against 7 runs of 0.667, all gates passed, by exactly 1/6', () => {
    expect(decisionOn(seven(5))).toMatchObject({
      verdict: 'PROMOTE',
      reason: 'median 0.833 against 0.667, mean +0.167; strictly above in both is an improvement',
      gain: 1 / 6,
    });
    expect(outcomes(seven(5))).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  it('rejects the same 0.667 again as "no improvement", G3 alone failed', () => {
    expect(decisionOn(seven(4))).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(/^no improvement: median 0\.667 against 0\.667/),
      gain: 0,
    });
    expect(outcomes(seven(4))).toEqual(['pass', 'pass', 'fail', 'pass']);
  });

  it('holds a variance of 0.0117 in the order FFPPPPP and names the cold start', () => {
    const candidate = summaryOf(rowsOf([11, 11, 22, 22, 22, 22, 22], 46));
    const against = summaryOf(rowsOf([10, 10, 10, 10, 10, 10, 10], 46));

    expect(decisionOn(candidate, against)).toMatchObject({
      verdict: 'HOLD',
      reason: expect.stringMatching(
        /^unstable: variance of run accuracies 0\.0117; at most 0\.0025 is stable \(FFPPPPP\); From a cold model 22 of 44 outcomes .* failed/,
      ),
    });
    expect(outcomes(candidate, against)).toEqual(['pass', 'fail', 'pass', 'pass']);
  });

  it('rejects seven runs of nothing right as a regression', () => {
    expect(decisionOn(seven(0))).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(/^regression: median 0\.000 against 0\.667, mean -0\.667/),
      gain: -4 / 6,
    });
  });
});

describe('decidePlain()', () => {
  it.each([
    { when: 'the candidate', candidate: 2, against: 7 },
    { when: 'the baseline', candidate: 7, against: 2 },
  ])('holds when $when has fewer than 3 runs, however good they look', (runs) => {
    const candidate = summaryOf(
      rowsOf(
        Array.from({ length: runs.candidate }, () => 6),
        6,
      ),
    );
    const against = summaryOf(
      rowsOf(
        Array.from({ length: runs.against }, () => 4),
        6,
      ),
    );

    expect(decisionOn(candidate, against)).toMatchObject({
      verdict: 'HOLD',
      reason: `not enough samples: ${runs.candidate} runs of the candidate and ${runs.against} of the baseline; 3 of each are needed`,
    });
    expect(outcomes(candidate, against)[0]).toBe('undecided');
  });

  it('decides at exactly 3 runs of each', () => {
    const three = (passes: number) => summaryOf(rowsOf([passes, passes, passes], 6));
    expect(decisionOn(three(5), three(4)).verdict).toBe('PROMOTE');
  });

  it('says that it decided at three because all answers were identical, where the study allows that', () => {
    const three = (passes: number) => ({
      ...summaryOf(rowsOf([passes, passes, passes], 6)),
      identicalAnswers: true,
    });
    const auto = { ...DEFAULT_POLICY, determinism: 'auto' } as const;
    const words = 'decided at 3 runs of 7: the answers of all runs were identical';
    const { verdict, reason, gates } = decisionOn(three(5), three(4), auto);
    expect(verdict).toBe('PROMOTE');
    expect(reason).toContain(words);
    expect(gates[0]?.reason).toContain(words);
    expect(decisionOn(three(5), three(4)).reason).not.toContain('identical');
    const differing = { ...three(4), identicalAnswers: false };
    expect(decisionOn(three(5), differing, auto).reason).not.toContain('identical');
  });

  it('holds, and does not throw, when a candidate has no runs at all', () => {
    const none = aSummary({ runs: 0, passesByRun: [] });
    expect(decisionOn(none)).toMatchObject({ verdict: 'HOLD', gain: 0 });
    expect(outcomes(none)).toEqual(['undecided', 'undecided', 'undecided', 'pass']);
  });

  it('rejects restraint below 0.80, however much more accurate, and before it looks at stability', () => {
    const wild = { ...seven(6), restraint: { answered: 100, overCalled: 21 } };
    expect(decisionOn(wild)).toMatchObject({
      verdict: 'REJECT',
      reason:
        'restraint below 0.80: restraint 0.790 (21 calls in 100 answers where none was due); at least 0.80 is asked',
    });
    const unstableToo = { ...wild, passesByRun: [0, 6, 0, 6, 0, 6, 0] };
    expect(decisionOn(unstableToo).verdict).toBe('REJECT');
  });

  it('accepts restraint of exactly 0.80', () => {
    const candidate = { ...seven(5), restraint: { answered: 100, overCalled: 20 } };
    expect(decisionOn(candidate).verdict).toBe('PROMOTE');
  });

  it('finds G4 not applicable where no answered item asks for restraint', () => {
    const [, , , restraint] = decisionOn(seven(5)).gates;
    expect(restraint).toEqual({
      gate: 'G4 restraint',
      outcome: 'pass',
      reason: 'not applicable: no answered item asks for restraint',
      evidence: { restraint: null, answered: 0, overCalled: 0, minRestraint: 0.8 },
    });
  });

  it('never promotes a higher median with a lower mean: the improvement would be a loss', () => {
    const candidate = summaryOf(rowsOf([51, 51, 51, 51, 40, 40, 40], 100));
    const against = summaryOf(rowsOf([50, 50, 50, 50, 50, 50, 50], 100));

    const { verdict, reason, gain } = decisionOn(candidate, against, {
      ...DEFAULT_POLICY,
      maxVariance: 0.01,
    });
    expect({ verdict, reason: reason.slice(0, 10) }).toEqual({
      verdict: 'REJECT',
      reason: 'regression',
    });
    expect(gain).toBeLessThan(0);
  });

  it('rejects a higher mean with the same median as "no improvement"', () => {
    const candidate = summaryOf(rowsOf([50, 50, 50, 50, 51, 51, 51], 100));
    const against = summaryOf(rowsOf([50, 50, 50, 50, 50, 50, 50], 100));
    expect(decisionOn(candidate, against).reason).toMatch(/^no improvement/);
  });

  it('finds equal shares equal, whatever the number of runs', () => {
    expect(decisionOn(summaryOf(rowsOf([4, 4, 4], 6)))).toMatchObject({
      verdict: 'REJECT',
      gain: 0,
    });
  });

  it('shows all four gates with reason and numbers, and which evidence and rules it used', () => {
    const decision = decisionOn({ ...seven(5), evaluation: 's/c1/atomic/e1' });

    expect(decision.gates.map(({ gate }) => gate)).toEqual(GATES);
    for (const { reason, evidence } of decision.gates) {
      expect(reason).not.toBe('');
      expect(Object.keys(evidence).length).toBeGreaterThan(0);
    }
    expect(decision).toMatchObject({
      evidence: ['s/c1/atomic/e1', baseline.evaluation],
      policyVersion: PLAIN_POLICY_VERSION,
    });
  });

  it('gives the same decision for the same evidence, and survives the trip through JSON', () => {
    const decision = decisionOn(seven(5));
    expect(decisionOn(seven(5))).toEqual(decision);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });

  it('spends nothing of the ledger: the plain gates have no error budget', () => {
    const ledger = { ...NEW_LEDGER, tickets: 3 };
    expect(decidePlain(seven(5), baseline, { policy: DEFAULT_POLICY, ledger }).ledger).toEqual(
      ledger,
    );
  });
});

describe('stabilityGate() within decidePlain()', () => {
  it.each([
    { passes: [50, 50, 60, 60], variance: 0.0025, outcome: 'pass' },
    { passes: [50, 50, 61, 61], variance: 0.003025, outcome: 'fail' },
  ])('is $outcome at a variance of $variance', ({ passes, variance, outcome }) => {
    const [, stability] = decisionOn(summaryOf(rowsOf(passes, 100))).gates;
    expect(stability?.outcome).toBe(outcome);
    expect(stability?.evidence['variance']).toBeCloseTo(variance, 12);
  });
});
