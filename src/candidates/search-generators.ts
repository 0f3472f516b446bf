import type { Factor, FactorValue, Spec } from '../spec/spec';
import { NEED_EXAMPLES } from '../variants/variant-names';
import { GENERATOR_NAMES } from './generators';
import { MODEL_GUIDED } from './model-guided';
import { PAIRWISE } from './pairwise';

/**
 * Generators of more than one change. They stand apart from `GENERATORS`: that list is shuffled by the seed, and a name more in it
 * would change what recorded studies propose when they are replayed.
 */
export const SEARCH_GENERATOR_NAMES: readonly string[] = [MODEL_GUIDED, PAIRWISE];

/** Every name that a study may give. */
export const ALL_GENERATOR_NAMES: readonly string[] = [
  ...GENERATOR_NAMES,
  ...SEARCH_GENERATOR_NAMES,
];

/** What `generators: all` means under each strategy. */
export function everyGenerator(strategy: 'gate-all' | 'screen'): readonly string[] {
  return strategy === 'screen' ? ALL_GENERATOR_NAMES : GENERATOR_NAMES;
}

/**
 * The values among which a search may choose: a factor whose generator is switched off stays at the baseline's value, and
 * variants that need worked examples are left out where the suite has none.
 */
export function searchValues(
  values: Readonly<Record<Factor, readonly FactorValue[]>>,
  limits: {
    readonly generators: readonly string[];
    readonly baseline: Spec;
    readonly hasExamples: boolean;
  },
): Readonly<Record<Factor, readonly FactorValue[]>> {
  const { generators, baseline, hasExamples } = limits;
  const open = (factor: Factor, generator: string = factor): readonly FactorValue[] =>
    generators.includes(generator) ? values[factor] : [baseline[factor]];
  return {
    model: open('model'),
    variant: open('variant').filter(
      (variant) => hasExamples || !NEED_EXAMPLES.some((needs) => needs === variant),
    ),
    timeoutSeconds: open('timeoutSeconds', 'timeout'),
    retries: open('retries'),
    isolation: open('isolation'),
    warmup: open('warmup'),
    temperature: open('temperature'),
    prompt: open('prompt'),
    params: open('params'),
  };
}
