import { driftOf, pooled } from '../../src/loop/drift';
import { batchOf } from '../../src/runs/gate-evidence';
import { rowsOf, summaryOf } from '../support/evaluation-summary';

const batch = (passes: number, digest: string | null = null) => {
  const summary = summaryOf(
    rowsOf(
      Array.from({ length: 7 }, () => passes),
      6,
    ),
  );
  const digests = digest === null ? [] : [digest];
  return batchOf({ ...summary, measured: { ...summary.measured, digests } });
};

describe('driftOf()', () => {
  it('sees other weights under an old name, whatever they show', () => {
    const drift = driftOf({ before: [batch(4, 'a')], fresh: batch(4, 'b'), promised: null });
    expect(drift?.reason).toBe(
      'the endpoint serves other weights under this name: digest b, before a',
    );
  });

  it('compares what a baseline shows after a rest with what it showed before', () => {
    const before = [batch(4)];
    expect(driftOf({ before, fresh: batch(4), promised: pooled(before) })).toBeNull();
    // One item lost in 7 + 7 runs: 1/3432 by chance, two-sided twice that.
    expect(driftOf({ before, fresh: batch(3), promised: pooled(before) })?.reason).toMatch(
      /^the baseline is not what it was before the rest: 0\.500 against 0\.667 \(two-sided p 0\.00058/,
    );
  });

  it('does not compare from one cycle to the next, nor with nothing', () => {
    expect(driftOf({ before: [batch(4)], fresh: batch(3), promised: null })).toBeNull();
    expect(driftOf({ before: [], fresh: batch(3), promised: pooled([batch(4)]) })).toBeNull();
  });

  it('takes an endpoint that tells no digest for the same', () => {
    expect(driftOf({ before: [batch(4, 'a')], fresh: batch(4), promised: null })).toBeNull();
  });
});
