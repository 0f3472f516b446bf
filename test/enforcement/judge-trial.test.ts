import { judgeTrial } from '../../src/enforcement/judge-trial';
import type { Recommendation } from '../../src/enforcement/recommendation';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import { DEFAULT_POLICY } from '../../src/study/study';
import { aSummary, rowsOf, summaryOf } from '../support/evaluation-summary';

const warmUp: Recommendation = {
  id: 'c1/atomic/cold-start',
  phase: 'atomic',
  diagnosis: 'cold-start',
  patch: { warmup: 3 },
  metric: 'accuracy',
  direction: 'up',
  predicted: 0.25,
  evidence: 's/c1/atomic/e0-baseline',
  verifyFrom: 'cold',
  state: 'proposed',
  measured: null,
  reason: 'The first 2 of 7 runs failed',
};

const three = (passes: number) => summaryOf(rowsOf([passes, passes, passes], 6));

function judged(
  old: EvaluationSummary,
  trial: EvaluationSummary,
  changes: Partial<Recommendation> = {},
) {
  return judgeTrial({ ...warmUp, ...changes }, { old, trial }, DEFAULT_POLICY);
}

describe('judgeTrial()', () => {
  it('keeps a change that did what it predicted, and tells both numbers', () => {
    expect(judged(three(2), three(4))).toEqual({
      keep: true,
      measured: 0.333333333,
      reason:
        'kept: accuracy went from 0.333 to 0.667 in 3 fresh runs of each; predicted up by 0.250',
    });
  });

  it('undoes a change that moved nothing', () => {
    expect(judged(three(4), three(4))).toMatchObject({
      keep: false,
      measured: 0,
      reason: expect.stringMatching(/^undone: accuracy went from 0\.667 to 0\.667/),
    });
  });

  it('undoes a change that moved its metric the other way', () => {
    expect(judged(three(4), three(3))).toMatchObject({ keep: false, measured: -0.166666667 });
  });

  it('undoes a change that moved its metric at the cost of accuracy', () => {
    const old = { ...three(4), letters: { ...three(4).letters, T: 4 } };
    const verdict = judged(old, three(3), { metric: 'timeouts', direction: 'down' });
    expect(verdict.keep).toBe(false);
    expect(verdict.reason).toMatch(/^undone: accuracy fell from 0\.667 to 0\.500; timeouts went/);
  });

  it('undoes a change that cost restraint below what the policy asks', () => {
    const old = { ...three(3), restraint: { answered: 10, overCalled: 1 } };
    const trial = { ...three(4), restraint: { answered: 10, overCalled: 3 } };
    expect(judged(old, trial).reason).toMatch(/^undone: restraint fell from 0\.900 to 0\.700/);
  });

  it('keeps a change whose restraint was no better before, or is still as the policy asks', () => {
    const [poor, fair, full] = [3, 2, 0].map((overCalled) => ({
      restraint: { answered: 10, overCalled },
    }));
    expect(judged({ ...three(3), ...poor }, { ...three(4), ...poor }).keep).toBe(true);
    expect(judged({ ...three(3), ...full }, { ...three(4), ...fair }).keep).toBe(true);
  });

  it.each([
    { metric: 'actionAccuracy', direction: 'up', old: { action: { due: 9, right: 0 } } },
    { metric: 'restraint', direction: 'up', old: { restraint: { answered: 9, overCalled: 3 } } },
    { metric: 'variance', direction: 'down', old: { passesByRun: [2, 4, 6] } },
    { metric: 'timeouts', direction: 'down', old: { letters: { ...three(4).letters, T: 2 } } },
    { metric: 'malformed', direction: 'down', old: { letters: { ...three(4).letters, M: 2 } } },
  ] as const)('measures $metric, which should go $direction', ({ metric, direction, old }) => {
    const before = { ...three(4), ...old };
    expect(judged(before, three(4), { metric, direction }).keep).toBe(true);
    expect(judged(three(4), before, { metric, direction }).keep).toBe(false);
  });

  it('survives the trip through JSON, whatever was measured', () => {
    const verdict = judged(aSummary(), three(5));
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });
});
