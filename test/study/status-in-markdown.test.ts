import type { StudyStatus, TableRow } from '../../src/study/status';
import { statusInMarkdown } from '../../src/study/status-in-markdown';

const row: TableRow = {
  name: 'e1-variant-atomic',
  specId: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
  change: 'variant: native_api → atomic',
  state: 'decided',
  runs: 7,
  accuracy: 5 / 6,
  variance: 0,
  gates: '✓✓✓✓',
  verdict: 'PROMOTE',
  reason: 'median 0.833 against 0.667',
};

const status: StudyStatus = {
  schemaVersion: 1,
  study: 'lfm',
  state: 'running',
  cycle: 2,
  doing: 'decides about e1-variant-atomic of atomic',
  simulated: false,
  phases: [
    { name: 'atomic', suite: 'atomic-quick', baseline: 'lfm/…', accuracy: 4 / 6, table: [row] },
  ],
  generators: ['variant'],
  spent: { runs: 14, tokens: 1200, usd: 0.5 },
  budget: { cycles: null, runs: null, tokens: null, usd: null },
  trouble: null,
  recent: [],
  added: [],
  controls: [],
};

describe('statusInMarkdown()', () => {
  it('tells cycle, what is done, baseline, decision table and costs', () => {
    expect(statusInMarkdown(status)).toBe(
      [
        '**lfm** · cycle 2 · running',
        '',
        'decides about e1-variant-atomic of atomic',
        '',
        '### atomic (atomic-quick)',
        'Baseline `lfm/…`, accuracy 0.667',
        '',
        '| | change | runs | accuracy | gates 1-4 | verdict | why |',
        '|---|---|---|---|---|---|---|',
        '| e1-variant-atomic | variant: native_api → atomic | 7 | 0.833 | ✓✓✓✓ | PROMOTE | median 0.833 against 0.667 |',
        '',
        'Spent: 14 runs, 1200 tokens, 0.50 US dollars',
      ].join('\n'),
    );
  });

  it('says when it is simulated, and what keeps it from going on', () => {
    const trouble = { code: 'SUITE_CHANGED', message: 'put it back' };
    const text = statusInMarkdown({ ...status, simulated: true, trouble });
    expect(text).toMatch(/^\*\*Simulated\*\*/);
    expect(text).toContain('**SUITE_CHANGED**: put it back');
  });

  it('keeps its table whole whatever a reason says, and its rows few', () => {
    const reason = `one | two\nthree${' and on'.repeat(50)}`;
    const table = Array.from({ length: 100 }, () => ({ ...row, reason }));
    const text = statusInMarkdown({
      ...status,
      phases: status.phases.map((phase) => ({ ...phase, table })),
    });
    const rows = text.split('\n').filter((line) => line.startsWith('| e1'));
    expect(rows).toHaveLength(30);
    for (const line of rows) {
      expect(line.split(/(?<!\\)\|/)).toHaveLength(9);
      expect(line).toContain('one \\| two three and on');
      expect(line.length).toBeLessThan(300);
    }
  });
});
