import type { Factor, FactorValue } from '../spec/spec';
import { shuffled } from '../statistics/seeded-random';
import { withFactor } from '../study/factor-space';
import type { Candidate } from './candidate';
import type { Generator, GeneratorContext } from './generator';

/** How a generator words why a value might be better. */
export type Hypothesis = (from: FactorValue, to: FactorValue) => string;

/** A generator of one change each: the baseline with one factor at another of its values, in seeded order. */
export function oneFactor(name: string, factor: Factor, hypothesis: Hypothesis): Generator {
  return {
    name,
    propose: (context) =>
      shuffled(othersOf(factor, context), context.rng).map((to) =>
        oneChange(name, factor, { context, to, hypothesis }),
      ),
  };
}

function othersOf(factor: Factor, { baseline, values }: GeneratorContext): readonly FactorValue[] {
  return values[factor].filter((value) => value !== baseline[factor]);
}

function oneChange(
  generator: string,
  factor: Factor,
  {
    context: { baseline },
    to,
    hypothesis,
  }: { context: GeneratorContext; to: FactorValue; hypothesis: Hypothesis },
): Candidate {
  const from = baseline[factor];
  return {
    spec: withFactor(baseline, factor, to),
    generator,
    change: { factor, from, to },
    hypothesis: hypothesis(from, to),
  };
}
