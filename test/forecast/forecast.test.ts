import { forecast, type ForecastPlan } from '../../src/forecast/forecast';
import { atCeiling } from '../../src/loop/at-ceiling';
import { runPhaseCycle } from '../../src/loop/run-phase-cycle';
import { aSpec } from '../history/study-events';
import { playedDesk, type Play } from '../loop/support/played-desk';
import { aStudy } from '../support/a-study';

const FACTORS = {
  variant: ['native_api', 'atomic', 'few_shot'],
  retries: [1, 2],
  isolation: [0, 1],
} as const;

const FREE = { calls: 6, inputTokens: 600, outputTokens: 60, seconds: 6 };

function planOf(changes: object, more: Partial<ForecastPlan> = {}): ForecastPlan {
  const study = aStudy({ phases: { atomic: 'none' }, fallbacks: {}, factors: FACTORS, ...changes });
  const baseline = study.phases[0]?.baseline ?? aSpec();
  return {
    study,
    phases: [{ name: 'atomic', baseline, hasExamples: true, hasHeldOut: false }],
    costOf: () => FREE,
    pricesOf: () => ({ inputPerMillion: 1, outputPerMillion: 10 }),
    slotsOf: () => 1,
    ...more,
  };
}

/** The runs that the loop itself makes until its ceiling. */
async function madeBy(policy: object, play: Play, factors: object = FACTORS): Promise<number> {
  const desk = playedDesk({ study: 'lfm', baseline: { model: 'lfm' }, factors, policy }, play);
  for (let cycle = 0; cycle < 80; cycle += 1) {
    const changed = await runPhaseCycle(desk);
    if (changed === false && atCeiling(desk)) break;
  }
  return desk.made.reduce((sum, made) => sum + Number(made.split(' ').at(-1)), 0);
}

describe('a forecast', () => {
  it('takes at least the runs that the loop makes where no candidate is better, to the run', async () => {
    const { least } = forecast(planOf({}));
    expect(least.runs).toBe(await madeBy({}, () => 'PPPPWW'));
    expect(least).toMatchObject({ cycles: 1, ends: 'ceiling', calls: 6 * least.runs });
  });

  it.each([{}, { strategy: 'screen' }])(
    'measures the baseline where there is nothing to try, as the loop does, with the policy %j',
    async (policy) => {
      const { least } = forecast(planOf({ policy, factors: {}, generators: ['warmup'] }));
      expect(least.runs).toBe(await madeBy(policy, () => 'PPPPWW', {}));
      expect(least).toMatchObject({ runs: 7, cycles: 1 });
    },
  );

  it.each([
    ['one better variant', {}, ({ variant }) => (variant === 'atomic' ? 'PPPPPW' : 'PPPPWW')],
    [
      'candidates that are held to the end',
      {},
      ({ variant }, run) => (variant === 'atomic' && run % 2 === 0 ? 'PPPPPW' : 'PPPPWW'),
    ],
    [
      'changes that help only together, when it screens',
      { strategy: 'screen' },
      ({ retries, isolation }) => (retries === 2 && isolation === 1 ? 'PPPPPP' : 'PPPPWW'),
    ],
  ] satisfies [string, object, Play][])(
    'bounds the runs that the loop makes with %s',
    async (_, policy, play) => {
      const { least, likely, most } = forecast(planOf({ policy }));
      const made = await madeBy(policy, play);
      expect(made).toBeGreaterThanOrEqual(least.runs);
      expect(made).toBeLessThanOrEqual(most.runs);
      expect(likely.runs).toBeGreaterThanOrEqual(least.runs);
      expect(likely.runs).toBeLessThanOrEqual(most.runs);
    },
  );

  it('spends no more than the budget, a whole evaluation or none', () => {
    const { least, most } = forecast(planOf({ budget: { runs: 40 } }));
    expect(most).toMatchObject({ runs: 35, ends: 'budget' });
    expect(least).toMatchObject({ runs: 35, ends: 'ceiling' });
    expect(forecast(planOf({ budget: { cycles: 1 } })).most).toMatchObject({
      cycles: 1,
      ends: 'budget',
    });
    // 660 tokens a run: the evaluation that spends the last of them is the last.
    expect(forecast(planOf({ budget: { tokens: 10_000 } })).most).toMatchObject({ runs: 21 });
  });

  it('adds held-out items, and what everything costs at the prices of the models file', () => {
    const phase = { name: 'atomic', baseline: aSpec(), hasExamples: true, hasHeldOut: true };
    const [plain, heldOut] = [forecast(planOf({})), forecast(planOf({}, { phases: [phase] }))];
    expect(heldOut.least.runs).toBe(plain.least.runs);
    expect(heldOut.likely.runs).toBe(plain.likely.runs + 14);
    expect(plain.least.usd).toBeCloseTo(plain.least.runs * 0.0012, 9);
    expect(forecast(planOf({}, { pricesOf: () => null })).most.usd).toBeNull();
  });

  it('is quicker where a model has several slots, and no cheaper', () => {
    const [one, four] = [forecast(planOf({})), forecast(planOf({}, { slotsOf: () => 8 }))];
    expect(four.likely).toMatchObject({ runs: one.likely.runs, seconds: one.likely.seconds / 4 });
    expect(four.most.seconds).toBe(one.most.seconds);
  });
});
