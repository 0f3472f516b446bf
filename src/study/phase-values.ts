import type { Factor, FactorValue, Spec } from '../spec/spec';
import type { Study } from './study';

/** The study's factors with the fallback models among the models: everything that a route may ever hold. */
export function spaceFactors(study: Study): Study['factors'] {
  const fallbacks = Object.values(study.fallbacks).flat();
  return { ...study.factors, model: [...(study.factors.model ?? []), ...fallbacks] };
}

/** Per factor the values that candidates may take: the study's, and the first baseline's own. */
export function candidateValues(
  study: Study,
  origin: Spec,
): Readonly<Record<Factor, readonly FactorValue[]>> {
  const valuesOf = (factor: Factor): readonly FactorValue[] => [
    ...new Set([origin[factor], ...(study.factors[factor] ?? [])]),
  ];
  return {
    model: valuesOf('model'),
    variant: valuesOf('variant'),
    timeoutSeconds: valuesOf('timeoutSeconds'),
    retries: valuesOf('retries'),
    isolation: valuesOf('isolation'),
    warmup: valuesOf('warmup'),
    temperature: valuesOf('temperature'),
    prompt: valuesOf('prompt'),
    params: valuesOf('params'),
  };
}

/** Models that a study may call. */
export function modelsOf(study: Study, baselines: readonly Spec[]): readonly string[] {
  return [
    ...new Set([
      ...baselines.map(({ model }) => model),
      ...(study.factors.model ?? []).map(String),
      ...Object.values(study.fallbacks).flat(),
    ]),
  ];
}
