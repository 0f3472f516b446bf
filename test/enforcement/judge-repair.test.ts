import { judgeRepair } from '../../src/enforcement/judge-repair';
import type { Metric, Recommendation } from '../../src/enforcement/recommendation';
import { DEFAULT_POLICY } from '../../src/study/study';
import { summaryOf } from '../support/evaluation-summary';

const recommendation = (
  metric: Metric,
  direction: Recommendation['direction'],
): Recommendation => ({
  id: 'c1/atomic/timeout-bound',
  phase: 'atomic',
  diagnosis: 'timeout-bound',
  patch: { timeoutSeconds: 120 },
  metric,
  direction,
  predicted: 0.5,
  evidence: 'lfm/c1/atomic/e0-baseline',
  verifyFrom: 'fresh',
  state: 'trial',
  measured: null,
  reason: 'slow',
});

const judged = (
  metric: Metric,
  direction: Recommendation['direction'],
  [old, trial]: readonly [readonly string[], readonly string[]],
) =>
  judgeRepair(
    recommendation(metric, direction),
    { old: summaryOf(old), trial: summaryOf(trial) },
    { policy: DEFAULT_POLICY, kinds: 'aaaaaa' },
  );

const three = (row: string): readonly string[] => [row, row, row];

describe('judgeRepair()', () => {
  it('keeps what mends its own metric for certain: one item of time-outs in three runs of each is 1/20', () => {
    const { keep, measured, reason } = judged('timeouts', 'down', [
      three('PPPPPT'),
      three('PPPPPW'),
    ]);
    expect(keep).toBe(true);
    expect(measured).toBeCloseTo(1 / 6, 9);
    expect(reason).toMatch(/^kept: timeouts went from 0\.167 to 0\.000 .*; p 0\.05$/);
  });

  it('undoes what moves the predicted way, but not for certain', () => {
    const { keep, reason } = judged('timeouts', 'down', [
      ['PPPPPT', 'PPPPPT', 'PPPPPW'],
      three('PPPPPW'),
    ]);
    expect(keep).toBe(false);
    // Two time-outs of six dealt to one side: C(3, 2) of C(6, 2) ways.
    expect(reason).toMatch(/^undone: .*not certain: chance alone would show this with p 0\.2,/);
  });

  it('undoes what mends its metric and certainly loses accuracy', () => {
    const { keep, reason } = judged('timeouts', 'down', [three('PPPPPT'), three('WWPPPW')]);
    expect(keep).toBe(false);
    expect(reason).toContain('accuracy fell from 0.833 to 0.500 (p 0.0025)');
  });

  it('undoes what does not move at all, in the words of the prediction', () => {
    expect(judged('accuracy', 'up', [three('PPPPPW'), three('PPPPPW')])).toMatchObject({
      keep: false,
      measured: 0,
      reason:
        'undone: accuracy went from 0.833 to 0.833 in 3 fresh runs of each; predicted up by 0.500',
    });
  });

  it('judges flakiness by the items that are right in some runs and wrong in others', () => {
    const flaky = ['PWPWPW', 'WPWPWP', 'PWPWPW'];
    const { keep, reason } = judged('variance', 'down', [flaky, three('PPPPPP')]);
    expect(keep).toBe(true);
    // Six items mended, none broken: 1/64 by a fair coin.
    expect(reason).toContain('p 0.016');
  });

  it('looks at the items where a call is due for action accuracy', () => {
    const pair = { old: summaryOf(three('NNPPPP')), trial: summaryOf(three('PPPPPP')) };
    const given = recommendation('actionAccuracy', 'up');
    const kinds = 'aarrrr';
    expect(judgeRepair(given, pair, { policy: DEFAULT_POLICY, kinds }).keep).toBe(true);
    expect(judgeRepair(given, pair, { policy: DEFAULT_POLICY, kinds: 'rraaaa' }).keep).toBe(false);
  });
});
