import { compareCommands } from '../../src/audit/compare-commands';
import type { RunRecord } from '../../src/audit/run-record';

const RUN: RunRecord = {
  workflowId: 'lfm',
  runId: 'r',
  type: 'optimizationCycle',
  input: [],
  events: 20,
  builds: [],
  activities: [
    {
      event: 5,
      id: '1',
      type: 'recordEvents',
      input: [{ events: [{ verdict: 'REJECT' }] }],
      outcome: null,
      scheduledAt: null,
      endedAt: null,
    },
  ],
  children: [
    {
      event: 9,
      workflowId: 'lfm/c1',
      type: 'evaluateSpec',
      input: [{ steps: 7 }],
      runId: null,
      outcome: null,
    },
  ],
  messages: [],
  patches: [],
  end: { kind: 'completed', result: { state: 'finished' } },
};
const SENT = [
  { to: 'activity 1', value: 'a summary' },
  { to: 'activity 1', value: { events: [{ verdict: 'REJECT' }] } },
  { to: 'workflow lfm/c1', value: { steps: 7 } },
  { to: 'workflow lfm', value: { state: 'finished' } },
];

describe('compareCommands()', () => {
  it('finds nothing where a replay sends what the history holds', () => {
    expect(compareCommands(RUN, SENT)).toEqual([]);
  });

  it('names event, activity and field of what the code would not have sent', () => {
    const sent = SENT.with(1, { to: 'activity 1', value: { events: [{ verdict: 'PROMOTE' }] } });
    expect(compareCommands(RUN, sent)).toEqual([
      {
        at: 'event 5, recordEvents, events[0].verdict',
        expected: '"PROMOTE"',
        found: '"REJECT"',
      },
    ]);
  });

  it('compares what children are started with and what the run gives back', () => {
    const sent = SENT.with(2, { to: 'workflow lfm/c1', value: { steps: 6 } }).with(3, {
      to: 'workflow lfm',
      value: { state: 'stopped' },
    });
    expect(compareCommands(RUN, sent).map(({ at }) => at)).toEqual([
      'event 9, start of lfm/c1, steps',
      'event 20, result, state',
    ]);
  });

  it('finds a command that the replay did not send at all', () => {
    expect(compareCommands(RUN, SENT.slice(2))).toMatchObject([
      { at: 'event 5, recordEvents', expected: 'nothing to be sent' },
    ]);
  });
});
