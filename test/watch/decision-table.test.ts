import pc from 'picocolors';
import { decisionTable } from '../../src/app/output/decision-table';
import type { TableRow } from '../../src/study/status';

const row: TableRow = {
  name: 'e0',
  specId: 'lfm/atomic/native_api/t60/r1/i0/w0/T0',
  change: 'baseline',
  runs: 7,
  accuracy: 0.5,
  variance: 0,
  gates: '',
  verdict: null,
  state: 'measured',
  reason: '3 of 6 items were right; another would disprove it',
};

describe('the decision table', () => {
  const look = { paint: pc.createColors(false), width: Infinity };

  it('says of the baseline what was seen, of a candidate its whole reason', () => {
    const reason = 'no improvement; median 0.5';
    const lines = decisionTable([row, { ...row, change: 'retries: 1 → 2', reason }], look);
    expect(lines[1]).toMatch(/3 of 6 items were right$/);
    expect(lines[2]).toMatch(/no improvement; median 0\.5$/);
  });
});
