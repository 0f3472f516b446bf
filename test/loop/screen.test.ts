import { atCeiling } from '../../src/loop/at-ceiling';
import { runPhaseCycle } from '../../src/loop/run-phase-cycle';
import type { Spec } from '../../src/spec/spec';
import { playedDesk } from './support/played-desk';

const BASELINE = { model: 'lfm', variant: 'native_api', timeoutSeconds: 60, retries: 1 } as const;
const FACTORS = {
  variant: ['native_api', 'atomic', 'few_shot'],
  retries: [1, 2],
  isolation: [0, 1],
  timeoutSeconds: [60, 120],
} as const;

/** Six items; two changes help only together, one helps alone. */
function right({ variant, retries, isolation }: Spec): string {
  const count = 3 + Number(variant === 'atomic') + 2 * Number(retries === 2 && isolation === 1);
  return 'P'.repeat(count) + 'W'.repeat(6 - count);
}

describe('a study that screens', () => {
  it('finds what helps only together, gates it against the baseline, and names what each change brings', async () => {
    const study = { baseline: BASELINE, factors: FACTORS, policy: { strategy: 'screen' } };
    const desk = playedDesk(study, right);
    for (let cycle = 0; cycle < 60; cycle += 1) {
      const changed = await runPhaseCycle(desk);
      if (changed === false && atCeiling(desk)) break;
    }
    expect(desk.phase().baseline).toMatchObject({ variant: 'atomic', retries: 2, isolation: 1 });
    const promoted = desk.events.filter(({ type }) => type === 'baseline-promoted');
    const several = promoted.find(({ contributions }) => contributions !== undefined);
    expect(several?.['contributions']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(variant|retries|isolation): .*, about [+-]/),
      ]),
    );
    // A fraction of what gating every one of the 24 specs seven times would take.
    const runs = desk.made.reduce((sum, made) => sum + Number(made.split(' ')[1]), 0);
    expect(runs).toBeLessThan(24 * 7);
  });

  it('promotes nothing where every spec is the same, and ends', async () => {
    const study = { baseline: BASELINE, factors: FACTORS, policy: { strategy: 'screen' } };
    const desk = playedDesk(study, () => 'PPPPWW');
    let cycles = 0;
    for (; cycles < 60; cycles += 1) {
      const changed = await runPhaseCycle(desk);
      if (changed === false && atCeiling(desk)) break;
    }
    expect(cycles).toBeLessThan(60);
    expect(desk.events.some(({ type }) => type === 'baseline-promoted')).toBe(false);
    expect(desk.ledger().spent).toBe(0);
  });
});
