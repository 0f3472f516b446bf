import { timeLeft } from '../../src/app/watch/time-left';
import type { StudyStatus, TableRow } from '../../src/study/status';

const row = (name: string, state: TableRow['state'], runs: number): TableRow => ({
  name,
  specId: name,
  change: name,
  state,
  runs,
  accuracy: null,
  variance: null,
  gates: '',
  verdict: null,
  reason: '',
});

const status = (
  table: readonly TableRow[],
  state: StudyStatus['state'] = 'running',
): StudyStatus => ({
  schemaVersion: 1,
  study: 'lfm',
  state,
  cycle: 1,
  doing: '',
  simulated: false,
  phases: [{ name: 'atomic', suite: 'atomic', baseline: 'b', accuracy: null, table }],
  generators: [],
  spent: { runs: 0, tokens: 0, usd: 0 },
  budget: { cycles: null, runs: null, tokens: null, usd: null },
  trouble: null,
  recent: [],
  added: [],
  controls: [],
});

describe('timeLeft', () => {
  it('takes what the runs so far took for those that are planned', () => {
    const table = [row('e0', 'measured', 7), row('e1', 'measuring', 0), row('e2', 'waiting', 0)];
    const underWay = [{ phase: 'atomic', name: 'e1-x', letters: ['P', 'P', 'P'] }];
    // 10 runs in 100 s, and 14 - 3 to come.
    expect(timeLeft(status(table), underWay, 100_000)).toEqual({
      seconds: 110,
      runsLeft: 11,
      runsMade: 10,
    });
  });

  it('says nothing before a first run, when nothing is planned, and at rest', () => {
    expect(timeLeft(status([row('e0', 'measuring', 0)]), [], 1_000)).toBeNull();
    expect(timeLeft(status([row('e0', 'measured', 7)]), [], 1_000)).toBeNull();
    const table = [row('e0', 'measured', 7), row('e1', 'waiting', 0)];
    expect(timeLeft(status(table, 'resting'), [], 1_000)).toBeNull();
  });
});
