import fc from 'fast-check';
import { OUTCOMES } from '../../src/outcomes/outcome';
import { aRun, aSpec, summaryOf } from '../support/evaluation-summary';

const mask = [true, true, false];

describe('summarise()', () => {
  it('counts passes per item and per run, and letters over all', () => {
    expect(summaryOf(['PWP', 'PNO', 'PPP'], { callDue: mask })).toMatchObject({
      runs: 3,
      items: 3,
      passesByItem: [3, 1, 2],
      passesByRun: [2, 1, 3],
      marks: 'PPP',
      letters: { P: 6, W: 1, N: 1, O: 1, A: 0, M: 0, T: 0 },
      action: { due: 6, right: 4 },
      restraint: { answered: 3, overCalled: 1 },
    });
  });

  it('takes a time-out for no answer, so it says nothing about restraint', () => {
    const { restraint } = summaryOf(['PPT', 'PPO', 'PPP'], { callDue: mask });
    expect(restraint).toEqual({ answered: 2, overCalled: 1 });
  });

  it('takes an unreadable answer for an answer that held back no call', () => {
    const { restraint } = summaryOf(['PPM', 'PPP'], { callDue: mask });
    expect(restraint).toEqual({ answered: 2, overCalled: 0 });
  });

  it('names the spec and where the letters are', () => {
    const spec = aSpec({ variant: 'atomic' });
    expect(summaryOf(['PPP'], { spec, evaluation: 's/c2/atomic/e3' })).toMatchObject({
      evaluation: 's/c2/atomic/e3',
      specId: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
      spec,
    });
  });

  it('finds the answers identical only when every run gave the same ones', () => {
    const runs = (hashes: readonly string[]) =>
      hashes.map((answersSha256) => aRun('PPP', { answersSha256 }));
    expect(
      summaryOf(['PPP'], { callDue: mask, runs: runs(['a', 'a', 'a']) }).identicalAnswers,
    ).toBe(true);
    expect(
      summaryOf(['PPP'], { callDue: mask, runs: runs(['a', 'b', 'a']) }).identicalAnswers,
    ).toBe(false);
  });

  it('adds up costs, and knows none where one run told none', () => {
    const priced = aRun('PPP', {
      measured: { costUsd: 0.25, attempt: 2, digest: 'd1', queueMs: 7 },
    });
    expect(summaryOf([], { callDue: mask, runs: [priced, priced] }).measured).toMatchObject({
      costUsd: 0.5,
      inputTokens: 20,
      outputTokens: 10,
      queueMs: 14,
      retriedRuns: 2,
      digests: ['d1'],
      latency: { medianMs: 100, p95Ms: 200, firstMs: 300 },
    });
    expect(
      summaryOf([], { callDue: mask, runs: [priced, aRun('PPP')] }).measured.costUsd,
    ).toBeNull();
  });

  it('survives the trip through JSON that a child workflow makes', () => {
    const summary = summaryOf(['PWP', 'PNO', 'PPP'], { callDue: mask });
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  it('accounts for every outcome exactly once, whatever the letters are', () => {
    const grid = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }))
      .chain(([items, runs]) =>
        fc.array(
          fc.string({ unit: fc.constantFrom(...OUTCOMES), minLength: items, maxLength: items }),
          {
            minLength: runs,
            maxLength: runs,
          },
        ),
      );
    fc.assert(
      fc.property(grid, (rows) => {
        const { letters, passesByItem, passesByRun, runs, items } = summaryOf(rows);
        const sum = (counts: readonly number[]) =>
          counts.reduce((total, count) => total + count, 0);
        expect(sum(Object.values(letters))).toBe(runs * items);
        expect(sum(passesByItem)).toBe(letters.P);
        expect(sum(passesByRun)).toBe(letters.P);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('a cold start', () => {
  const rows = ['WWWW', 'WWWW', 'PPPP', 'PPPP', 'PPPP', 'PPPP', 'PPPP'];
  const classOf = (runs: readonly ReturnType<typeof aRun>[]) =>
    summaryOf(rows, { callDue: [true, true, true, true], runs }).diagnosis.class;
  const cold = rows.map((row, run) => aRun(row, run === 0 ? { startState: 'cold' } : {}));

  it('can be read from runs that follow one another from a cold model', () => {
    expect(classOf(cold)).toBe('cold-start');
  });

  it.each([
    { why: 'the first run started warm', runs: rows.map((row) => aRun(row)) },
    {
      why: 'every run started cold, so none is first',
      runs: rows.map((row) => aRun(row, { startState: 'cold' })),
    },
    {
      why: 'a run needed a second attempt',
      runs: cold.map((run, place) =>
        place === 1 ? { ...run, measured: { ...run.measured, attempt: 2 } } : run,
      ),
    },
  ])('cannot be read when $why', ({ runs }) => {
    expect(classOf(runs)).not.toBe('cold-start');
  });
});
