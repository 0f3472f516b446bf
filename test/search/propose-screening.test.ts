import fc from 'fast-check';
import {
  ENOUGH_RUNS,
  proposeScreening,
  type ScreeningRequest,
} from '../../src/search/propose-screening';
import { NO_SCREENING, type Screening, withRuns } from '../../src/search/screening';
import { type Search, viewOf } from '../../src/search/search-view';
import type { Spec } from '../../src/spec/spec';
import { FACTORS } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { factorSpace } from '../../src/study/factor-space';
import { candidateValues } from '../../src/study/phase-values';
import type { Study } from '../../src/study/study';
import { aView, origin, screeningOf, searchedStudy } from '../support/a-search';
import { aSpec } from '../support/evaluation-summary';
import { timesTheWork } from '../support/times-the-work';

const request = (changes: Partial<ScreeningRequest> = {}): ScreeningRequest => ({
  most: 4,
  runs: 1,
  first: [],
  modelGuided: true,
  pairwise: true,
  ...changes,
});
const distance = (left: Spec, right: Spec): number =>
  FACTORS.filter((factor) => left[factor] !== right[factor]).length;
const neighboursOf = (spec: Spec): readonly Spec[] => [
  { ...spec, model: 'big' },
  { ...spec, variant: 'json_schema' },
  { ...spec, variant: 'atomic' },
  { ...spec, timeoutSeconds: 120 },
  { ...spec, timeoutSeconds: 240 },
  { ...spec, retries: 2 },
];

describe('proposeScreening()', () => {
  it('proposes three by the model and one neighbour of the working spec, the same ones every time', () => {
    const picks = proposeScreening(aView(), request());
    expect(picks.map(({ from }) => from)).toEqual([
      'model-guided',
      'model-guided',
      'model-guided',
      'one-factor',
    ]);
    expect(picks.slice(3).map(({ spec }) => distance(spec, origin))).toEqual([1]);
    expect(proposeScreening(aView(), request())).toEqual(picks);
  });

  it('spreads what it knows nothing about: no two of the first picks are neighbours', () => {
    const specs = proposeScreening(aView(), request())
      .slice(0, 3)
      .map(({ spec }) => spec);
    for (const [place, spec] of specs.entries()) {
      for (const other of specs.slice(place + 1)) expect(distance(spec, other)).toBeGreaterThan(1);
    }
  });

  it('puts what is given first, though the model expects little of it, also with values of its own', () => {
    const poor = aSpec({ retries: 2 });
    const strange = aSpec({ warmup: 9 });
    const view = aView({
      screening: screeningOf([
        [{}, 5, 5, 5],
        [{ retries: 2 }, 0],
      ]),
    });
    const picks = proposeScreening(view, request({ first: [poor, strange, poor] }));
    expect(picks).toHaveLength(4);
    expect(picks.slice(0, 2).map(({ spec, from }) => [specId(spec), from])).toEqual([
      [specId(poor), 'given'],
      [specId(strange), 'given'],
    ]);
    expect(picks[1]?.expected).toBeNull();
    expect(new Set(picks.map(({ spec }) => specId(spec))).size).toBe(4);
  });

  it('goes where factors were seen to help', () => {
    const screening = screeningOf([
      [{}, 5, 5, 5, 5, 5, 5, 5],
      [{ variant: 'atomic' }, 8, 8, 8],
      [{ retries: 2 }, 6, 6, 6],
      [{ model: 'big' }, 1, 1, 1],
      [{ timeoutSeconds: 240 }, 2, 2, 2],
      [{ variant: 'json_schema' }, 2, 2, 2],
      [{ timeoutSeconds: 120 }, 5, 5, 5],
    ]);
    const [first] = proposeScreening(aView({ screening }), request());
    expect(first?.spec).toMatchObject({ model: 'lfm', variant: 'atomic', retries: 2 });
  });

  it('takes pairs around the working spec when every neighbour was screened', () => {
    const screening = neighboursOf(origin).reduce<Screening>(
      (memory, spec) => withRuns(memory, aView().space, { spec, items: 10, passesByRun: [4] }),
      screeningOf([[{}, 5, 5, 5]]),
    );
    const last = proposeScreening(aView({ screening }), request()).at(-1);
    expect([last?.from, distance(last?.spec ?? origin, origin)]).toEqual(['pairwise', 2]);
    const without = proposeScreening(aView({ screening }), request({ pairwise: false })).at(-1);
    expect(without?.from).toBe('model-guided');
  });

  it('proposes nothing but neighbours and pairs when the model is switched off', () => {
    const picks = proposeScreening(aView(), request({ most: 8, modelGuided: false }));
    expect(picks.map(({ from }) => from)).toEqual([
      ...Array.from({ length: 6 }, () => 'one-factor'),
      'pairwise',
      'pairwise',
    ]);
  });

  it('never proposes what is rejected, on HOLD, the baseline, screened enough, or not allowed', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 40 }), (salt, most) => {
        const marked = (spec: Spec, of: number): boolean =>
          (specId(spec).length * 7 + spec.timeoutSeconds + spec.variant.length * 3 + salt) % 5 ===
          of;
        const often = aSpec({ variant: 'json_schema', retries: 2 });
        const view = aView({
          screening: screeningOf([
            [{}, 5, 5, 5],
            [often, ...Array.from({ length: ENOUGH_RUNS }, () => 9)],
          ]),
          values: { ...candidateValues(searchedStudy, origin), model: ['lfm'] },
          rejected: (spec) => marked(spec, 0),
          held: (spec) => marked(spec, 1),
        });
        const picks = proposeScreening(view, request({ most }));
        const ids = picks.map(({ spec }) => specId(spec));
        expect(new Set(ids).size).toBe(ids.length);
        expect(picks.length).toBeLessThanOrEqual(most);
        expect(ids).not.toContain(specId(origin));
        expect(ids).not.toContain(specId(often));
        for (const { spec } of picks) {
          expect([marked(spec, 0), marked(spec, 1), spec.model]).toEqual([false, false, 'lfm']);
        }
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  it('proposes every spec in the end, and then none', () => {
    const all = proposeScreening(aView(), request({ most: 100 }));
    expect(all).toHaveLength(35);
    expect(proposeScreening(aView({ rejected: () => true }), request())).toEqual([]);
  });

  it('looks through 10,000 specs with 150 of them measured, and finds the planted best', () => {
    const picks = proposeScreening(viewOf(aLargeSearch(MANY)), request());
    const best = Math.max(...picks.map(({ spec }) => plantedPasses(spec)));
    expect(best).toBeGreaterThanOrEqual(75);
  });

  it('takes work that grows as the specs do, not as their square', async () => {
    const [many, fewer] = [aLargeSearch(MANY), aLargeSearch(A_TENTH)];
    const times = await timesTheWork(
      () => proposeScreening(viewOf(many), request()),
      () => proposeScreening(viewOf(fewer), request()),
      30,
    );
    expect(times).toBeLessThan(30);
  });
});

const MANY = {
  model: ['m1', 'm2', 'm3', 'm4', 'm5'],
  variant: ['native_api', 'raw_schema', 'json_schema', 'few_shot', 'atomic'],
  timeoutSeconds: [60, 120, 240, 30, 15],
  retries: [0, 1, 2, 3],
  warmup: [0, 1, 2, 3],
  prompt: ['default', 'p1', 'p2', 'p3', 'p4'],
} satisfies Study['factors'];
const A_TENTH: typeof MANY = { ...MANY, timeoutSeconds: [60], retries: [0, 3] };

function plantedPasses(spec: Spec): number {
  return (
    20 +
    (spec.model === 'm4' ? 12 : 0) +
    (spec.variant === 'atomic' ? 20 : 0) +
    (spec.timeoutSeconds === 240 ? 8 : 0) +
    (spec.retries === 3 ? 10 : 0) +
    (spec.prompt === 'p3' ? 15 : 0)
  );
}

/** All specs of the factors, 150 of them measured. */
function aLargeSearch(factors: typeof MANY): Search {
  const start = aSpec({ model: 'm1' });
  const space = factorSpace(start, factors);
  const pick = <T>(list: readonly T[], number: number, rest: T): T =>
    list[number % list.length] ?? rest;
  const screening = Array.from({ length: 150 }, (_, place) => place).reduce<Screening>(
    (memory, place) => {
      const spec = aSpec({
        model: pick(factors.model, place * 3 + 1, 'm1'),
        variant: pick(factors.variant, Math.floor(place / 5) * 2 + place, 'atomic'),
        timeoutSeconds: pick(factors.timeoutSeconds, Math.floor(place / 25) + place * 2, 60),
        retries: pick(factors.retries, Math.floor(place / 3), 0),
        warmup: pick(factors.warmup, Math.floor(place / 7), 0),
        prompt: pick(factors.prompt, Math.floor(place / 2), 'default'),
      });
      return withRuns(memory, space, { spec, items: 100, passesByRun: [plantedPasses(spec)] });
    },
    NO_SCREENING,
  );
  return {
    space,
    values: candidateValues({ ...searchedStudy, factors }, start),
    screening,
    baseline: start,
    rejected: () => false,
    held: () => false,
    seed: 1,
  };
}
