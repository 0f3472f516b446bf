import pc from 'picocolors';
import { asOfNow } from '../../src/app/client/list-pools';
import { poolLines } from '../../src/app/output/pool-lines';
import type { PoolView } from '../../src/pool/pool-view';

const look = { paint: pc.createColors(false), width: 200 };

const one = {
  study: 'a',
  evaluation: 'a/c1/atomic/e0-baseline',
  run: 3,
  model: 'lfm',
  worker: 'box/12',
  since: '2026-01-01T10:00:00.000Z',
};
const view: PoolView = {
  pool: 'lfm',
  slots: 2,
  holders: [
    { ...one, state: 'running', until: '2026-01-01T10:00:45.000Z' },
    { ...one, state: 'silent', until: '2026-01-01T10:00:45.000Z' },
  ],
  waiting: Array.from({ length: 10 }, (_, run) => ({ ...one, study: 'b', run })),
  requests: [{ model: 'lfm', perMinute: 50, lastMinute: 7 }],
  notes: ['models files differ'],
};

describe('a pool on the screen', () => {
  it('tells who holds it, who waits, what is used up and what is odd', () => {
    const lines = poolLines(view, look);
    expect(lines[0]).toBe('pool lfm  2 of 2 slots in use, 10 waiting');
    expect(lines[1]).toBe('  held by a/c1/atomic/e0-baseline run 3 on box/12, since 10:00:00');
    expect(lines[2]).toBe(
      '  held by a/c1/atomic/e0-baseline run 3 on box/12, which is silent; free since 10:00:45',
    );
    expect(lines.filter((line) => line.startsWith('  waiting: '))).toHaveLength(8);
    expect(lines.slice(-3)).toEqual([
      '  and 2 more wait',
      '  lfm: 7 of 50 requests in the last minute',
      '  ! models files differ',
    ]);
  });

  it('does not count a slot that was kept until a time that is past', () => {
    const kept = { ...one, state: 'kept', until: '2026-01-01T10:00:03.000Z' } as const;
    const { holders } = view;
    const asked = { ...view, holders: [...holders, kept] };
    expect(asOfNow(asked, new Date('2026-01-01T10:00:02Z')).holders).toHaveLength(3);
    expect(asOfNow(asked, new Date('2026-01-01T10:00:04Z')).holders).toEqual(holders);
  });

  it('says nothing of one that nobody uses', () => {
    expect(poolLines({ ...view, holders: [], waiting: [], notes: [] }, look)).toEqual([]);
  });
});
