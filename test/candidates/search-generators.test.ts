import { changesOf } from '../../src/candidates/candidate';
import type { GeneratorContext } from '../../src/candidates/generator';
import { GENERATOR_NAMES } from '../../src/candidates/generators';
import { screeningCandidate } from '../../src/candidates/model-guided';
import { pairsByExpectation, pairwise } from '../../src/candidates/pairwise';
import {
  ALL_GENERATOR_NAMES,
  everyGenerator,
  SEARCH_GENERATOR_NAMES,
  searchValues,
} from '../../src/candidates/search-generators';
import { candidateSchema } from '../../src/history/parse-evidence';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { seededRandom } from '../../src/statistics/seeded-random';
import { candidateValues } from '../../src/study/phase-values';
import { origin, searchedStudy } from '../support/a-search';
import { aSpec } from '../support/evaluation-summary';

const context = (changes: Partial<GeneratorContext> = {}): GeneratorContext => ({
  baseline: origin,
  values: candidateValues(searchedStudy, origin),
  hasExamples: true,
  rng: seededRandom(1),
  ...changes,
});

describe('pairwise', () => {
  it('proposes every pair of changes once, and says both', () => {
    const candidates = pairwise.propose(context());
    // Other values: model 1, variant 2, timeout 2, retries 1; pairs 1x2 + 1x2 + 1x1 + 2x2 + 2x1 + 2x1 = 13.
    expect(new Set(candidates.map(({ spec }) => specId(spec))).size).toBe(13);
    expect(candidates).toHaveLength(13);
    for (const candidate of candidates) {
      const changes = changesOf(candidate);
      expect(changes).toHaveLength(2);
      expect(changes[0]).toEqual(candidate.change);
      for (const { factor, from, to } of changes) {
        expect([origin[factor], candidate.spec[factor]]).toEqual([from, to]);
        expect(candidate.hypothesis).toContain(`${factor}: ${from} -> ${to}`);
      }
    }
  });

  it('takes an order from the seed, or from what is expected', () => {
    const ids = (seed: number) =>
      pairwise.propose(context({ rng: seededRandom(seed) })).map(({ spec }) => specId(spec));
    expect(ids(1)).toEqual(ids(1));
    expect(ids(2)).not.toEqual(ids(1));
    expect(ids(2).toSorted()).toEqual(ids(1).toSorted());
    const expected = (spec: Spec): number => (spec.model === 'big' ? 0.9 : 0.5);
    const ordered = pairsByExpectation(context(), expected).map(({ spec }) => spec);
    expect(ordered.slice(0, 5).every(({ model }) => model === 'big')).toBe(true);
    expect(ordered.slice(5).some(({ model }) => model === 'big')).toBe(false);
  });

  it('leaves out variants that need examples where there are none', () => {
    const values = { ...context().values, variant: ['native_api', 'few_shot'] };
    const proposed = pairwise.propose(context({ values, hasExamples: false }));
    expect(proposed.length).toBeGreaterThan(0);
    expect(proposed.some(({ spec }) => spec.variant === 'few_shot')).toBe(false);
    expect(
      pairwise.propose(context({ values })).some(({ spec }) => spec.variant === 'few_shot'),
    ).toBe(true);
  });
});

describe('screeningCandidate()', () => {
  const expected = { mean: 0.812, sd: 0.064 };

  it('says what the model expects, and every change against the baseline', () => {
    const spec = aSpec({ variant: 'atomic', retries: 2 });
    expect(screeningCandidate({ spec, from: 'model-guided', expected }, origin)).toEqual({
      spec,
      generator: 'model-guided',
      change: { factor: 'variant', from: 'native_api', to: 'atomic' },
      changes: [
        { factor: 'variant', from: 'native_api', to: 'atomic' },
        { factor: 'retries', from: 1, to: 2 },
      ],
      hypothesis:
        'the factor model expects 0.81 ± 0.06 of variant: native_api -> atomic, retries: 1 -> 2',
    });
  });

  it('reads back from files, with one change and with several', () => {
    for (const spec of [aSpec({ retries: 2 }), aSpec({ retries: 2, warmup: 1 })]) {
      const candidate = screeningCandidate({ spec, from: 'pairwise', expected }, origin);
      expect(candidateSchema.parse(JSON.parse(JSON.stringify(candidate)))).toEqual(candidate);
      expect('changes' in (candidate ?? {})).toBe(spec.warmup === 1);
    }
  });

  it('makes nothing of a spec that was given, or that is the baseline', () => {
    const spec = aSpec({ retries: 2 });
    expect(screeningCandidate({ spec, from: 'given', expected }, origin)).toBeNull();
    expect(screeningCandidate({ spec: origin, from: 'model-guided', expected }, origin)).toBeNull();
  });
});

describe('generators of a search', () => {
  it('stand beside the one-change ones, and take part only where specs are screened', () => {
    expect(SEARCH_GENERATOR_NAMES).toEqual(['model-guided', 'pairwise']);
    expect(new Set(ALL_GENERATOR_NAMES).size).toBe(GENERATOR_NAMES.length + 2);
    expect(everyGenerator('gate-all')).toEqual(GENERATOR_NAMES);
    expect(everyGenerator('screen')).toEqual(ALL_GENERATOR_NAMES);
  });

  it('leave a factor as it is whose own generator is switched off', () => {
    const { values } = context();
    const limited = searchValues(values, {
      generators: ['model-guided', 'variant', 'timeout'],
      baseline: aSpec({ retries: 2 }),
      hasExamples: false,
    });
    expect(limited.timeoutSeconds).toEqual([60, 120, 240]);
    expect(limited.retries).toEqual([2]);
    expect(limited.model).toEqual(['lfm']);
    expect(limited.variant).toEqual(['native_api', 'json_schema', 'atomic']);
  });
});
