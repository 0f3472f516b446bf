import { decide } from '../../src/gates/decide';
import { GATES } from '../../src/gates/gate';
import { type Ledger, type Look, NEW_LEDGER, type Ticket } from '../../src/gates/ledger';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import { evidenceOf, type GateEvidence } from '../../src/runs/gate-evidence';
import { DEFAULT_POLICY, type Policy } from '../../src/study/study';
import { rowsOf, summaryOf } from '../support/evaluation-summary';

const times = <T>(count: number, value: T): readonly T[] =>
  Array.from({ length: count }, () => value);

const actions = (summary: EvaluationSummary): GateEvidence =>
  evidenceOf(summary, 'a'.repeat(summary.items));

/** Runs with the same items right each time, of six. */
const runs = (passes: number, count = 7): GateEvidence =>
  actions(summaryOf(rowsOf(times(count, passes), 6)));

const baseline = runs(4);

interface Circumstances {
  readonly against?: GateEvidence;
  readonly policy?: Partial<Policy>;
  readonly ledger?: Partial<Ledger>;
  readonly look?: Look;
  readonly ticket?: Ticket | null;
}

function decided(candidate: GateEvidence, given: Circumstances = {}) {
  return decide(candidate, given.against ?? baseline, {
    policy: { ...DEFAULT_POLICY, ...given.policy },
    ledger: { ...NEW_LEDGER, ...given.ledger },
    look: given.look ?? 1,
    ticket: given.ticket ?? null,
    diagnosis: 'The first 2 of 7 runs failed',
  });
}

const outcomes = (candidate: GateEvidence, given: Circumstances = {}) =>
  decided(candidate, given).decision.gates.map(({ outcome }) => outcome);

describe('decide() on the worked example', () => {
  it('promotes 7 runs of 0.833 against 7 runs of 0.667, with p = 1/3432 in the reason', () => {
    const { decision, ledger, ticket } = decided(runs(5));
    expect(decision).toMatchObject({
      verdict: 'PROMOTE',
      reason:
        'median 0.833 against 0.667, mean +0.167; chance alone would show this once in 3432 times (p 0.00029), and at most p 0.00031 counts at this look',
      gain: 1 / 6,
      policyVersion: 'exact-1',
      look: 1,
    });
    expect(decision.test?.p).toBeCloseTo(1 / 3432, 12);
    expect(outcomes(runs(5))).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(decision.gates.map(({ gate }) => gate)).toEqual(GATES);
    expect(ticket?.number).toBe(1);
    expect(ledger).toMatchObject({
      tickets: 1,
      recent: [{ ticket: 1, look: 1, by: expect.any(String) }],
    });
    expect(ledger.spent).toBeCloseTo(0.0003125, 12);
  });

  it('does so for each of the first 64 tickets, and at the second look afterwards', () => {
    const verdictOfTicket = (tickets: number, look: Look = 1, evidence = runs(5)) =>
      decided(evidence, {
        ledger: { tickets },
        look,
        against: runs(4, evidence === runs(5) ? 7 : 14),
      }).decision.verdict;
    for (const tickets of [0, 1, 30, 63]) {
      expect(decided(runs(5), { ledger: { tickets } }).decision.verdict).toBe('PROMOTE');
    }
    expect(decided(runs(5), { ledger: { tickets: 64 } }).decision).toMatchObject({
      verdict: 'HOLD',
      reason: expect.stringMatching(/^better but not proven, next look at 14 runs/),
    });
    expect(verdictOfTicket(64, 2, runs(5, 14))).toBe('PROMOTE');
  });

  it('rejects the same 0.667 again as "no improvement", G3 alone failed, and spends nothing', () => {
    const { decision, ledger, ticket } = decided(runs(4));
    expect(decision).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(/^no improvement: median 0\.667 against 0\.667/),
      gain: 0,
    });
    expect(outcomes(runs(4))).toEqual(['pass', 'pass', 'fail', 'pass']);
    expect([ledger, ticket]).toEqual([NEW_LEDGER, null]);
  });

  it('holds a variance of 0.0117 in the order FFPPPPP as unstable, and quotes the diagnosis', () => {
    const candidate = actions(summaryOf(rowsOf([11, 11, 22, 22, 22, 22, 22], 46)));
    const against = actions(summaryOf(rowsOf(times(7, 10), 46)));
    const { decision } = decided(candidate, { against });
    expect(decision).toMatchObject({
      verdict: 'HOLD',
      reason: expect.stringMatching(
        /^unstable: variance of run accuracies 0\.0117; at most 0\.0025 is stable: .* \(FFPPPPP\); The first 2 of 7 runs failed$/,
      ),
    });
    // The gain of the warm runs is not certain either, while whole runs fail: G3 prices that in.
    expect(outcomes(candidate, { against })).toEqual(['pass', 'fail', 'undecided', 'pass']);
    expect(decided(candidate, { against, look: 3 }).decision).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(/^unstable to the last look/),
    });
  });

  it('rejects restraint below 0.80, however much more accurate, before it looks at anything else', () => {
    const wild = runs(6);
    const candidate: GateEvidence = {
      ...wild,
      batches: wild.batches.map((batch) => ({
        ...batch,
        restraint: { answered: 100, overCalled: 21 },
      })),
    };
    expect(decided(candidate).decision).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(
        /^restraint below 0\.80: restraint 0\.790 \(21 calls in 100 answers where none was due\), at least 0\.\d{3} with 95 % confidence/,
      ),
    });
  });

  it('rejects seven runs of nothing right as a regression', () => {
    expect(decided(runs(0)).decision).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(/^regression: median 0\.000 against 0\.667/),
    });
  });
});

describe('decide()', () => {
  it.each([
    { when: 'the candidate', candidate: runs(6, 2), against: baseline },
    { when: 'the baseline', candidate: runs(6), against: runs(4, 2) },
  ])('holds when $when has fewer than 3 runs, takes no ticket, and says undecided', (given) => {
    const { decision, ticket } = decided(given.candidate, { against: given.against });
    expect(decision).toMatchObject({
      verdict: 'HOLD',
      reason: expect.stringMatching(/^not enough samples/),
    });
    expect(decision.gates[0]?.outcome).toBe('undecided');
    expect(ticket).toBeNull();
  });

  it('rejects at the last look what is better and never was proven', () => {
    // One item more in 20 of 28 runs of the candidate, in 14 of the baseline's: p is 0.085.
    const mixed = (passed: number) =>
      actions(
        summaryOf(
          rowsOf(
            times(28, 0).map((_, run) => (run % 28 < passed ? 5 : 4)),
            6,
          ),
        ),
      );
    const ticket = { number: 1, level: 0.000625 };
    const shuffledOrder = {
      ...mixed(20),
      batches: mixed(20).batches.map((batch) => ({
        ...batch,
        marks: 'P'.repeat(28),
        blocks: { early: null, late: null },
      })),
    };
    const { decision } = decided(shuffledOrder, { against: mixed(10), look: 3, ticket });
    expect(decision).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(/^not proven within the run budget/),
      test: { level: 0.000625 * 0.25, ticket: 1 },
    });
  });

  it('asks more of a candidate whose whole runs go up and down together', () => {
    // Ten items that pass or fail together, run by run: the same passes per item as independent ones.
    const together = actions(
      summaryOf(times(7, 0).map((_, run) => (run % 2 === 0 ? 'P' : 'W').repeat(10))),
    );
    const apart = actions(
      summaryOf(
        times(7, 0).map((_, run) =>
          times(10, 0)
            .map((_unused, item) => ((run + item) % 2 === 0 ? 'P' : 'W'))
            .join(''),
        ),
      ),
    );
    const against = actions(summaryOf(times(7, 'WWWWWWWWWW')));
    const p = (candidate: GateEvidence) => decided(candidate, { against }).decision.test;
    expect(p(apart)?.phi).toBe(1);
    expect(p(together)?.phi).toBeGreaterThan(5);
    expect(p(together)?.p).toBeGreaterThan(100 * (p(apart)?.p ?? 1));
  });

  it('rejects a gain in restraint that certainly loses calls that were due', () => {
    // Four items where a call is due, all lost in every run; eight where none is due, all gained.
    const kinds = 'aaaarrrrrrrr';
    const evidence = (row: string) => evidenceOf(summaryOf(times(7, row)), kinds);
    const { decision } = decided(evidence('NNNNPPPPPPPP'), { against: evidence('PPPPOOOOOOOO') });
    expect(decision).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(
        /^loses action accuracy: .*\(p 2\.9e-?\d*|^loses action accuracy/,
      ),
      gain: 4 / 12,
    });
  });

  it('decides at three runs of identical answers, without a ticket, where the study allows it', () => {
    const copies = (passes: number): GateEvidence => {
      const evidence = runs(passes, 3);
      return {
        ...evidence,
        batches: evidence.batches.map((batch) => ({ ...batch, identicalAnswers: true })),
      };
    };
    const auto = { policy: { determinism: 'auto' }, against: copies(4) } as const;
    const { decision, ticket } = decided(copies(5), auto);
    expect(decision).toMatchObject({
      verdict: 'PROMOTE',
      reason: expect.stringContaining('certified by identical answers'),
    });
    expect(ticket).toBeNull();
    // The same numbers without identical answers: one item in 3 + 3 runs is 1/20 by chance.
    expect(decided(runs(5, 3), { against: runs(4, 3) }).decision.verdict).toBe('HOLD');
  });

  it('takes no run for a copy of itself: single runs are identical to nothing', () => {
    const singles = (passes: number): GateEvidence => {
      const [batch] = runs(passes, 1).batches;
      return {
        ...baseline,
        batches: times(3, batch ? [{ ...batch, identicalAnswers: true }] : []).flat(),
      };
    };
    const auto = { policy: { determinism: 'auto' }, against: singles(4) } as const;
    const { decision, ticket } = decided(singles(5), auto);
    expect(decision.verdict).toBe('HOLD');
    expect(ticket?.number).toBe(1);
  });

  it('reads evaluations of more than 35 runs', () => {
    // Of 51 runs of each one item more in every run: certain beyond doubt.
    const { decision } = decided(runs(5, 51), { against: runs(4, 51), look: 3 });
    expect(decision).toMatchObject({ verdict: 'PROMOTE', gain: 1 / 6 });
    expect(decision.test?.p).toBeLessThan(1e-20);
  });

  it('gives the same decision for the same evidence, and survives the trip through JSON', () => {
    const { decision } = decided(runs(5));
    expect(decided(runs(5)).decision).toEqual(decision);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });
});

describe('decide() with a tie-break', () => {
  const withLatency = (evidence: GateEvidence, latency: number): GateEvidence => ({
    ...evidence,
    batches: evidence.batches.map((batch) => ({
      ...batch,
      measured: {
        ...batch.measured,
        latencyMs: times(batch.runs, 0).map((_, run) => latency + run),
      },
    })),
  });
  const tieBreak = { metric: 'latency', margin: 0.05, delta: 0.05 } as const;

  it('promotes an equal candidate that is certainly faster, and says for what', () => {
    const { decision, ticket } = decided(withLatency(runs(4), 500), {
      against: withLatency(baseline, 1000),
      policy: { tieBreak },
    });
    expect(decision).toMatchObject({
      verdict: 'PROMOTE',
      tieBreak: 'latency',
      reason: expect.stringMatching(/^equal, and promoted for being faster alone: 49\.9 % less/),
    });
    // Two questions, better and faster, take two tickets.
    expect(ticket?.number).toBe(2);
  });

  it.each([
    { when: 'the study does not ask for it', latency: 500, policy: {} },
    { when: 'it is faster by less than the margin', latency: 960, policy: { tieBreak } },
    {
      when: 'nobody knows what it costs',
      latency: 500,
      policy: { tieBreak: { ...tieBreak, metric: 'cost' as const } },
    },
  ])('rejects it when $when', ({ latency, policy }) => {
    const { decision } = decided(withLatency(runs(4), latency), {
      against: withLatency(baseline, 1000),
      policy,
    });
    expect(decision).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(/^no improvement/),
    });
  });

  it('rejects a faster one that is worse for certain, by however little', () => {
    const ofHundred = (passes: number) =>
      withLatency(actions(summaryOf(rowsOf(times(7, passes), 100))), passes === 80 ? 1000 : 500);
    const given = { against: ofHundred(80), policy: { tieBreak } };
    // A hundredth less, certainly: within delta, and still a loss.
    expect(decided(ofHundred(79), given).decision).toMatchObject({
      verdict: 'REJECT',
      reason: expect.stringMatching(/^regression/),
    });
  });

  it('spends the levels of both questions, so that they err together as often as the budget says', () => {
    const { decision, ledger, ticket } = decided(withLatency(runs(5), 1000), {
      against: withLatency(baseline, 1000),
      policy: { tieBreak },
    });
    expect(decision.verdict).toBe('PROMOTE');
    expect(ledger.tickets).toBe(2);
    expect(ledger.spent).toBeCloseTo(ticket?.level ?? 0, 15);
  });

  it('rejects a faster one that loses an item for certain', () => {
    const { decision } = decided(withLatency(runs(3), 500), {
      against: withLatency(baseline, 1000),
      policy: { tieBreak },
    });
    expect(decision.verdict).toBe('REJECT');
  });
});
