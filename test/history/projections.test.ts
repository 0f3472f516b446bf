import { advanceCycle } from '../../src/history/cycle-file';
import { decisionLines, NO_LINE_BEFORE } from '../../src/history/decision-log';
import { advanceFeedback } from '../../src/history/harness-feedback';
import { advanceHistory } from '../../src/history/meta-loop-history';
import type { EventBody, StudyEvent } from '../../src/history/study-event';
import {
  aCandidate,
  aDecision,
  aDiagnosis,
  anEvent,
  aRecommendation,
  aSpec,
  aSummary,
} from './study-events';

const better = aSpec({ variant: 'atomic' });
const warmed = { ...better, warmup: 2 };
const recommendation = aRecommendation();

function folded<File>(
  advance: (before: File | undefined, event: StudyEvent) => File,
  ...bodies: readonly (readonly [cycle: number, body: EventBody])[]
): File | undefined {
  const events = bodies.map(([cycle, body], place) => anEvent('lfm', [place + 1, cycle], body));
  return events.reduce<File | undefined>(advance, undefined);
}

const closed: EventBody = {
  type: 'phase-closed',
  phase: 'atomic',
  baselineWas: aSpec(),
  winner: better,
  improvement: 1 / 6,
  verdicts: { 'e1-variant-atomic': 'PROMOTE', 'e2-retries-2': 'REJECT', 'e3-x': 'INAPPLICABLE' },
};
const kept: EventBody = {
  type: 'trial-kept',
  recommendation: { ...recommendation, state: 'kept', measured: 0.3 },
  from: better,
  to: warmed,
  summaries: [],
};

describe('meta_loop_history.json', () => {
  it('has the seed’s line for each cycle and phase, and what was repaired', () => {
    expect(folded(advanceHistory, [1, closed], [1, kept])).toEqual({
      schemaVersion: 1,
      study: 'lfm',
      cycles: [
        {
          cycle: 1,
          phase: 'atomic',
          baseline_was: 'lfm/atomic/native_api/t60/r1/i0/w0/T0',
          winner: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
          improvement: 1 / 6,
          verdicts: closed.verdicts,
        },
      ],
      repairs: [
        {
          cycle: 1,
          phase: 'atomic',
          recommendation: 'c1/atomic/cold-start',
          diagnosis: 'cold-start',
          from: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
          to: 'lfm/atomic/atomic/t60/r1/i0/w2/T0',
          metric: 'accuracy',
          predicted: 2 / 7,
          moved: 0.3,
        },
      ],
    });
  });
});

describe('harness_feedback.json', () => {
  const diagnosed: EventBody = {
    type: 'diagnosed',
    phase: 'atomic',
    specId: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
    evaluation: 'lfm/c1/atomic/e0-baseline',
    diagnosis: aDiagnosis(),
    recommendation,
  };

  it('has the diagnosis and what became of its recommendation', () => {
    expect(folded(advanceFeedback, [1, diagnosed], [1, kept])?.phases).toEqual({
      atomic: {
        cycle: 1,
        diagnoses: [
          {
            specId: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
            evaluation: 'lfm/c1/atomic/e0-baseline',
            diagnosis: aDiagnosis(),
            recommendation: 'c1/atomic/cold-start',
          },
        ],
        recommendations: [{ ...recommendation, state: 'kept', measured: 0.3 }],
      },
    });
  });

  it('shows a recommendation on trial as on trial, whatever the event calls it', () => {
    const opened: EventBody = { type: 'trial-opened', recommendation, trial: warmed };
    const phase = folded(advanceFeedback, [1, diagnosed], [1, opened])?.phases['atomic'];
    expect(phase?.recommendations).toMatchObject([{ state: 'trial' }]);
  });

  it('forgets a phase’s last cycle at its next diagnosis, and no other phase', () => {
    const extended = { ...diagnosed, phase: 'extended' };
    const healthy = { ...diagnosed, recommendation: null };
    const feedback = folded(advanceFeedback, [1, diagnosed], [1, extended], [2, healthy]);
    expect(feedback?.phases).toMatchObject({
      atomic: { cycle: 2, recommendations: [] },
      extended: { cycle: 1, recommendations: [{ state: 'proposed' }] },
    });
  });
});

describe('cycles/<n>.json', () => {
  it('has everything of the cycle by phase and kind, with ids and times', () => {
    const summary = aSummary(better, 'lfm/c1/atomic/e1-variant-atomic');
    const decision = aDecision('PROMOTE', [summary.evaluation, 'lfm/c1/atomic/e0-baseline']);
    const candidate = aCandidate(better);
    const control = { name: 'pause', applied: false, note: 'It is paused already' };
    const file = folded(
      advanceCycle,
      [1, { type: 'candidate-decided', phase: 'atomic', candidate, summary, decision }],
      [1, { type: 'control', control }],
      [1, kept],
    );
    expect(file).toMatchObject({
      cycle: 1,
      phases: {
        atomic: {
          'candidate-decided': [
            {
              id: 'c1/n1/candidate-decided',
              candidate,
              summary,
              decision,
              measured: { at: '2026-01-01T00:01:00.000Z' },
            },
          ],
          'trial-kept': [{ id: 'c1/n3/trial-kept', to: warmed }],
          diagnosed: [],
        },
      },
      controls: [{ id: 'c1/n2/control', control }],
    });
  });
});

describe('routing_decisions.log', () => {
  it('carries in each line the hash of the one before, and zeros in the first', () => {
    const events = [anEvent('lfm', [1, 1], closed), anEvent('lfm', [2, 1], kept)];
    const lines = decisionLines(events, NO_LINE_BEFORE, (text) => `hash of ${text.length}`);
    const [first = '', second = ''] = lines;
    expect(JSON.parse(first)).toEqual({
      ...events[0],
      schemaVersion: 1,
      previous: '0'.repeat(64),
    });
    expect(JSON.parse(second)).toMatchObject({ seq: 2, previous: `hash of ${first.length}` });
  });
});
