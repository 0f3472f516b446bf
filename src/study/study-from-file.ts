import { GENERATOR_NAMES } from '../candidates/generators';
import { DEFAULT_SPEC, type Factor, type FactorValue, type Spec } from '../spec/spec';
import { VARIANT_NAMES } from '../variants/variant-names';
import { withoutUndefined } from '../without-undefined';
import type { StudyFile } from './parse-study-file';
import { DEFAULT_POLICY, NO_BUDGET, type Study, type StudyPhase } from './study';

/** What a study tries when it names no factors at all. */
const DEFAULT_FACTORS: Readonly<Partial<Record<Factor, readonly FactorValue[]>>> = {
  variant: VARIANT_NAMES,
  timeoutSeconds: [30, 60, 120],
  retries: [0, 1, 2],
  isolation: [0, 1],
  warmup: [0, 1, 3],
  temperature: [0],
};

/** A study with every default filled in and every short form written out. */
export function studyFromFile(file: StudyFile): Study {
  return {
    study: file.study,
    seed: file.seed ?? 1,
    phases: Object.entries(file.phases).map(([name, phase]) => phaseFromFile(name, phase, file)),
    factors: file.factors ? withoutUndefined(file.factors) : DEFAULT_FACTORS,
    generators:
      file.generators === undefined || file.generators === 'all'
        ? GENERATOR_NAMES
        : file.generators,
    fallbacks: fallbacksFromFile(file.fallbacks ?? {}),
    prompts: Object.fromEntries(
      Object.entries(file.prompts ?? {}).map(([name, set]) => [name, withoutUndefined(set)]),
    ),
    params: file.params ?? {},
    policy: { ...DEFAULT_POLICY, ...withoutUndefined(file.policy ?? {}) },
    budget: { ...NO_BUDGET, ...withoutUndefined(file.budget ?? {}) },
    watchHours: watchHours(file.watch ?? '24h'),
    atCeiling: file.atCeiling ?? 'rest',
  };
}

function phaseFromFile(
  name: string,
  phase: StudyFile['phases'][string],
  { baseline }: StudyFile,
): StudyPhase {
  const { suite, baseline: own } =
    typeof phase === 'string' ? { suite: phase, baseline: undefined } : phase;
  return {
    name,
    suite,
    baseline: baselineSpec(name, { ...baseline, ...withoutUndefined(own ?? {}) }),
  };
}

/** A baseline without a model is no baseline: the phase starts from its route. */
function baselineSpec(
  phase: string,
  { model, ...rest }: NonNullable<StudyFile['baseline']>,
): Spec | null {
  if (model === undefined) return null;
  return { ...DEFAULT_SPEC, ...withoutUndefined(rest), model, phase };
}

function fallbacksFromFile(
  fallbacks: NonNullable<StudyFile['fallbacks']>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(fallbacks).map(([model, to]) => [model, typeof to === 'string' ? [to] : to]),
  );
}

function watchHours(watch: string): number | null {
  return watch === 'off' ? null : Number.parseInt(watch, 10);
}
