import { curvesOf } from '../../src/app/demo/read-curves';
import type { DecisionLine } from '../../src/history/decision-log';
import type { EventBody } from '../../src/history/study-event';
import { aSpec, summaryOf } from '../support/evaluation-summary';

const line = (cycle: number, body: EventBody): DecisionLine => ({
  ...body,
  seq: 1,
  id: `c${cycle}/x`,
  study: 'lfm',
  cycle,
  measured: { at: '2026-01-01T00:00:00.000Z' },
  schemaVersion: 1,
  previous: '0'.repeat(64),
});
const baseline = (cycle: number, row: string): DecisionLine =>
  line(cycle, { type: 'baseline-measured', phase: 'atomic', summary: summaryOf([row, row, row]) });

describe('curvesOf()', () => {
  it('has no curve where nothing was measured', () => {
    expect(curvesOf([])).toEqual({});
  });

  it('begins with the first baseline, and a later measurement confirms the cycle before it', () => {
    expect(curvesOf([baseline(1, 'PPWW'), baseline(2, 'PPPW')])).toEqual({
      atomic: [
        { cycle: 0, accuracy: 0.5 },
        { cycle: 1, accuracy: 0.75 },
      ],
    });
  });

  it('ends with the winner of the last cycle, by its own measurement', () => {
    const to = aSpec({ variant: 'atomic' });
    const summary = summaryOf(['PPPP', 'PPPP', 'PPPP'], { spec: to });
    const decided = line(1, {
      type: 'candidate-decided',
      phase: 'atomic',
      candidate: {
        spec: to,
        generator: 'variant',
        change: { factor: 'variant', from: 'native_api', to: 'atomic' },
        hypothesis: 'better',
      },
      summary,
      decision: {
        verdict: 'PROMOTE',
        reason: 'better',
        gates: [],
        gain: 0.5,
        evidence: ['a', 'b'],
        policyVersion: 'seed-1',
      },
    });
    const promoted = line(1, {
      type: 'baseline-promoted',
      phase: 'atomic',
      from: aSpec(),
      to,
      improvement: 0.5,
      decision: 'c1/x',
      reason: 'better',
    });
    expect(curvesOf([baseline(1, 'PPWW'), decided, promoted])['atomic']).toEqual([
      { cycle: 0, accuracy: 0.5 },
      { cycle: 1, accuracy: 1 },
    ]);
  });
});
