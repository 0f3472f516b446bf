import type { GeneratorContext } from '../../src/candidates/generator';
import { GENERATOR_NAMES, GENERATORS } from '../../src/candidates/generators';
import { FACTORS } from '../../src/spec/spec';
import { seededRandom } from '../../src/statistics/seeded-random';
import { VARIANT_NAMES } from '../../src/variants/variant-names';
import { aSpec } from '../support/evaluation-summary';

const baseline = aSpec();
const context = (changes: Partial<GeneratorContext> = {}): GeneratorContext => ({
  baseline,
  values: {
    model: ['lfm', 'big'],
    variant: VARIANT_NAMES,
    timeoutSeconds: [30, 60, 120],
    retries: [0, 1, 2],
    isolation: [0, 1],
    warmup: [0, 1, 3],
    temperature: [0, 0.7],
    prompt: ['default', 'terse'],
    params: ['default', 'small'],
  },
  hasExamples: true,
  rng: seededRandom(1),
  ...changes,
});

const propose = (name: string, changes: Partial<GeneratorContext> = {}) =>
  GENERATORS.find((generator) => generator.name === name)?.propose(context(changes)) ?? [];

describe('generators', () => {
  it('are there for every factor, under names that no two share', () => {
    expect(new Set(GENERATOR_NAMES).size).toBe(FACTORS.length);
    const factors = GENERATOR_NAMES.map((name) => propose(name)[0]?.change.factor);
    expect(new Set(factors)).toEqual(new Set(FACTORS));
  });

  it.each(GENERATOR_NAMES)(
    '%s makes one change each, says which and why, never the baseline',
    (name) => {
      const candidates = propose(name);
      expect(candidates.length).toBeGreaterThan(0);
      for (const { spec, change, generator, hypothesis } of candidates) {
        const changed = FACTORS.filter((factor) => spec[factor] !== baseline[factor]);
        expect(changed).toEqual([change.factor]);
        expect([change.from, change.to]).toEqual([baseline[change.factor], spec[change.factor]]);
        expect(change.from).not.toBe(change.to);
        expect(spec.phase).toBe(baseline.phase);
        expect(generator).toBe(name);
        expect(hypothesis).toMatch(/\S{2,}/);
      }
    },
  );

  it.each(GENERATOR_NAMES)('%s proposes every other value of its factor once', (name) => {
    const candidates = propose(name);
    const factor = candidates[0]?.change.factor ?? 'model';
    const others = context().values[factor].filter((value) => value !== baseline[factor]);
    expect(new Set(candidates.map(({ change }) => change.to))).toEqual(new Set(others));
    expect(candidates).toHaveLength(others.length);
  });

  it.each(GENERATOR_NAMES)('%s proposes nothing where the study allows one value', (name) => {
    const { values } = context();
    const one = Object.fromEntries(FACTORS.map((factor) => [factor, [baseline[factor]]]));
    expect(propose(name, { values: { ...values, ...one } })).toEqual([]);
  });
});

describe('the variant generator', () => {
  it('proposes few-shot variants only where the suite has examples', () => {
    const proposed = (hasExamples: boolean) =>
      propose('variant', { hasExamples })
        .map(({ spec }) => spec.variant)
        .toSorted();
    expect(proposed(false)).toEqual(['atomic', 'json_schema', 'raw_schema']);
    expect(proposed(true)).toEqual([
      'atomic',
      'atomic_few_shot',
      'few_shot',
      'json_schema',
      'raw_schema',
    ]);
  });
});
