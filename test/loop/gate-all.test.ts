import { runPhaseCycle } from '../../src/loop/run-phase-cycle';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { playedDesk } from './support/played-desk';

const BASELINE = { model: 'lfm', variant: 'native_api', timeoutSeconds: 60, retries: 1 } as const;
const VARIANTS = { variant: ['native_api', 'atomic'] } as const;

/** Six items of which so many are right, always the same ones. */
const right = (count: number): string => 'P'.repeat(count) + 'W'.repeat(6 - count);

describe('a cycle that gates every candidate', () => {
  it('promotes one item gained for certain at the first look, and verifies it with fresh runs', async () => {
    const desk = playedDesk({ baseline: BASELINE, factors: VARIANTS }, ({ variant }) =>
      right(variant === 'atomic' ? 5 : 4),
    );

    expect(await runPhaseCycle(desk)).toBe(true);

    expect(desk.phase().baseline.variant).toBe('atomic');
    expect(desk.made).toEqual([
      'e0-baseline 7',
      'e1-variant-atomic 7',
      'verify-old 3',
      'verify-new 3',
    ]);
    const promoted = desk.events.find(({ type }) => type === 'baseline-promoted');
    expect(promoted).toMatchObject({ improvement: 1 / 6 });
    // One ticket was taken, and its level is handed on.
    expect(desk.ledger()).toMatchObject({ tickets: 1, spent: 0 });
    expect(desk.ledger().carry).toBeCloseTo((0.05 * 0.8) / 64, 12);
  });

  it('rejects what a gate of the study’s own objects to, and does not try it again', async () => {
    const asked: string[] = [];
    const played = playedDesk({ baseline: BASELINE, factors: VARIANTS }, ({ variant }) =>
      right(variant === 'atomic' ? 5 : 4),
    );
    const objection = { gate: 'mine.ts', sha256: 'abc', reason: 'too new' };
    const desk = Object.assign(played, {
      objection: async ({ decision }: { readonly decision: { readonly verdict: string } }) => {
        asked.push(decision.verdict);
        return objection;
      },
    });

    expect(await runPhaseCycle(desk)).toBe(false);

    expect(asked).toEqual(['PROMOTE']);
    expect(desk.events.find(({ type }) => type === 'candidate-decided')).toMatchObject({
      decision: {
        verdict: 'REJECT',
        objection,
        reason: expect.stringMatching(/^too new \(gate mine\.ts\)/),
      },
    });
    expect(desk.phase().baseline.variant).toBe('native_api');
    expect(desk.candidates(4)).toEqual([]);
  });

  it('undoes a promotion that fresh runs speak against, and does not try it again', async () => {
    const desk = playedDesk({ baseline: BASELINE, factors: VARIANTS }, ({ variant }, run) =>
      right(variant === 'atomic' ? (run <= 7 ? 5 : 2) : 4),
    );

    expect(await runPhaseCycle(desk)).toBe(false);

    expect(desk.phase().baseline.variant).toBe('native_api');
    expect(desk.events.find(({ type }) => type === 'promotion-verified')).toMatchObject({
      keep: false,
      // Two of six items lost in all of 3 + 3 runs: 1/20 each by chance, 1/400 both.
      reason: expect.stringMatching(
        /^the old spec is better \(p 0\.0025, .*-0\.333 in 3 fresh runs/,
      ),
    });
    expect(desk.events.some(({ type }) => type === 'baseline-promoted')).toBe(false);
    expect(desk.candidates(4)).toEqual([]);
  });

  it('holds what is better and not proven, and looks at it again at 14 and at 28 runs', async () => {
    const desk = playedDesk(
      { baseline: BASELINE, factors: VARIANTS },
      // An item that passes in every other run of the candidate: p is 0.035 at 7 runs, 0.0029 at 14, 2.5e-5 at 28.
      ({ variant }, run) => (variant === 'atomic' && run % 2 === 0 ? right(5) : right(4)),
    );
    await runPhaseCycle(desk);
    expect(desk.phase().gated.holds).toMatchObject([{ look: 2, why: 'unproven' }]);
    expect(desk.events.at(-1)).toMatchObject({
      type: 'candidate-decided',
      decision: { verdict: 'HOLD', look: 1 },
    });

    await runPhaseCycle(desk);
    await runPhaseCycle(desk);

    expect(desk.made).toEqual([
      'e0-baseline 7',
      'e1-variant-atomic 7',
      'e0-baseline 7',
      'e1-variant-atomic-look2 7',
      'e0-baseline 14',
      'e1-variant-atomic-look3 14',
      'verify-old 3',
      'verify-new 3',
    ]);
    expect(desk.phase().gated.holds).toEqual([]);
    const verdicts = desk.events.flatMap((event) =>
      event.type === 'candidate-decided' ? [event['decision']] : [],
    );
    // Half of 28 runs gain an item, so their median lies above the baseline's, and the ticket of the first look lasts.
    expect(verdicts.at(-1)).toMatchObject({ verdict: 'PROMOTE', look: 3, test: { ticket: 1 } });
    expect(desk.phase().baseline.variant).toBe('atomic');
  });

  it('measures an unstable candidate afresh, with the repair that its diagnosis names', async () => {
    const desk = {
      ...playedDesk({ baseline: BASELINE, factors: VARIANTS }, (spec, run) => {
        if (spec.variant !== 'atomic') return right(4);
        return spec.warmup === 0 && run <= 2 ? right(0) : right(6);
      }),
      repairOf: (_: unknown, { warmup }: Spec) =>
        ({ factor: 'warmup', from: warmup, to: 2 }) as const,
    };

    await runPhaseCycle(desk);
    expect(desk.phase().gated.holds).toMatchObject([
      {
        why: 'unstable',
        look: 2,
        batches: [],
        candidate: { spec: { warmup: 2, variant: 'atomic' } },
      },
    ]);

    await runPhaseCycle(desk);
    expect(specId(desk.phase().baseline)).toBe('lfm/atomic/atomic/t60/r1/i0/w2/T0');
    expect(desk.made).toContain('e1-variant-atomic-look2 7');
  });

  it('spends nothing on a candidate that nothing tells apart from the baseline', async () => {
    const desk = playedDesk(
      { baseline: BASELINE, factors: { timeoutSeconds: [60, 120], retries: [1, 2] } },
      () => right(4),
    );
    expect(await runPhaseCycle(desk)).toBe(false);
    expect(desk.ledger()).toMatchObject({ tickets: 0, spent: 0 });
    expect(desk.events.filter(({ type }) => type === 'candidate-decided')).toHaveLength(2);
  });
});
