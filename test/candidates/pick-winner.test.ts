import { type Decided, pickWinner } from '../../src/candidates/pick-winner';
import type { Verdict } from '../../src/gates/gate';
import { NEW_LEDGER } from '../../src/gates/ledger';
import { decidePlain } from '../../src/gates/plain/decide-plain';
import { specId } from '../../src/spec/spec-id';
import { DEFAULT_POLICY } from '../../src/study/study';
import { aSpec, aSummary } from '../support/evaluation-summary';

interface Row {
  readonly retries: number;
  readonly gain?: number;
  readonly medianMs?: number;
  readonly verdict?: Verdict;
}

function decided({ retries, gain = 0.1, medianMs = 100, verdict = 'PROMOTE' }: Row): Decided {
  const spec = aSpec({ retries });
  const summary = aSummary({ spec, specId: specId(spec) });
  const { decision } = decidePlain(summary, summary, {
    policy: DEFAULT_POLICY,
    ledger: NEW_LEDGER,
  });
  const { measured } = summary;
  return {
    candidate: {
      spec,
      generator: 'retries',
      change: { factor: 'retries', from: 1, to: retries },
      hypothesis: 'tried again',
    },
    summary: { ...summary, measured: { ...measured, latency: { ...measured.latency, medianMs } } },
    decision: { ...decision, verdict, gain },
    ticket: null,
    batches: [],
  };
}

const winnerOf = (...rows: readonly Row[]) => [
  pickWinner(rows.map(decided))?.candidate.spec.retries,
  pickWinner(rows.toReversed().map(decided))?.candidate.spec.retries,
];

describe('pickWinner()', () => {
  it('takes the largest gain among those that promote, whatever the order', () => {
    expect(winnerOf({ retries: 2, gain: 0.1 }, { retries: 3, gain: 0.2 })).toEqual([3, 3]);
  });

  it('never takes one that was held or rejected', () => {
    expect(
      winnerOf(
        { retries: 2 },
        { retries: 3, gain: 0.9, verdict: 'HOLD' },
        { retries: 4, gain: 0.9, verdict: 'REJECT' },
      ),
    ).toEqual([2, 2]);
    expect(winnerOf({ retries: 2, verdict: 'HOLD' })).toEqual([undefined, undefined]);
    expect(pickWinner([])).toBeNull();
  });

  it('breaks a tie by latency', () => {
    expect(winnerOf({ retries: 2, medianMs: 90 }, { retries: 3, medianMs: 80 })).toEqual([3, 3]);
  });

  it('breaks a tie of latency too by the smaller id', () => {
    expect(winnerOf({ retries: 3 }, { retries: 2 })).toEqual([2, 2]);
  });

  it('takes gains that differ only by rounding for a tie', () => {
    const tie = [
      { retries: 2, gain: 0.1 + 0.2, medianMs: 90 },
      { retries: 3, gain: 0.3, medianMs: 80 },
    ] as const;
    expect(winnerOf(...tie)).toEqual([3, 3]);
  });
});
