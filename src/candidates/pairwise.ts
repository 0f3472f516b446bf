import { FACTORS, type Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { shuffled } from '../statistics/seeded-random';
import { withFactor } from '../study/factor-space';
import { NEED_EXAMPLES } from '../variants/variant-names';
import type { Candidate } from './candidate';
import { changeInWords, changesBetween } from './changes';
import type { Generator, GeneratorContext } from './generator';

export const PAIRWISE = 'pairwise';

/** Two changes at once, in seeded order: what helps only together. Its turn comes when every single change was decided. */
export const pairwise: Generator = {
  name: PAIRWISE,
  propose: (context) => shuffled(everyPair(context), context.rng),
};

/** The same candidates, those first of which the model expects most; ties go to the smaller spec id. */
export function pairsByExpectation(
  context: GeneratorContext,
  expected: (spec: Spec) => number,
): readonly Candidate[] {
  return everyPair(context)
    .map((candidate) => ({ candidate, score: Math.round(expected(candidate.spec) * 1e9) }))
    .toSorted(
      (left, right) =>
        right.score - left.score ||
        (specId(left.candidate.spec) < specId(right.candidate.spec) ? -1 : 1),
    )
    .map(({ candidate }) => candidate);
}

function everyPair(context: GeneratorContext): readonly Candidate[] {
  const single = oneChange(context, context.baseline, 0);
  return single.flatMap(({ spec, factor }) =>
    oneChange(context, spec, factor + 1).map((second) => candidateOf(context, second.spec)),
  );
}

/** The spec with one factor changed, for every factor from this one on. */
function oneChange(
  { values, hasExamples }: GeneratorContext,
  spec: Spec,
  firstFactor: number,
): readonly { readonly spec: Spec; readonly factor: number }[] {
  return FACTORS.slice(firstFactor).flatMap((factor, place) =>
    values[factor]
      .filter((value) => value !== spec[factor])
      .map((value) => ({ spec: withFactor(spec, factor, value), factor: firstFactor + place }))
      .filter((changed) => hasExamples || !NEED_EXAMPLES.includes(changed.spec.variant)),
  );
}

function candidateOf({ baseline }: GeneratorContext, spec: Spec): Candidate {
  const [change, second] = changesBetween(baseline, spec);
  if (change === undefined || second === undefined) {
    throw new RangeError(
      `Cannot propose ${specId(spec)} as a pair: it changes less than two factors`,
    );
  }
  return {
    spec,
    generator: PAIRWISE,
    change,
    changes: [change, second],
    hypothesis: `${changeInWords(change)} and ${changeInWords(second)} may help only together`,
  };
}
