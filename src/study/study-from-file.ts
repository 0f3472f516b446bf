import { everyGenerator } from '../candidates/search-generators';
import { variantsOf } from '../plugins/plugin-variants';
import { DEFAULT_SPEC, type Factor, type FactorValue, type Spec } from '../spec/spec';
import { VARIANT_NAMES } from '../variants/variant-names';
import { withoutUndefined } from '../without-undefined';
import type { StudyFile } from './parse-study-file';
import {
  DEFAULT_COOLDOWN_HOURS,
  DEFAULT_POLICY,
  DEFAULT_TIE_BREAK,
  NO_BUDGET,
  type Policy,
  type Study,
  type StudyPhase,
} from './study';

/** What a study tries when it names no factors at all. */
const DEFAULT_FACTORS: Readonly<Partial<Record<Factor, readonly FactorValue[]>>> = {
  variant: VARIANT_NAMES,
  timeoutSeconds: [30, 60, 120],
  retries: [0, 1, 2],
  isolation: [0, 1],
  warmup: [0, 1, 3],
  temperature: [0],
};

/** What a study file need not say. */
const DEFAULTS = {
  seed: 1,
  generators: 'all',
  fallbacks: {},
  prompts: {},
  params: {},
  policy: {},
  budget: {},
  watch: '24h',
  cooldown: `${DEFAULT_COOLDOWN_HOURS}h`,
  atCeiling: 'rest',
} as const;

/** A study with every default filled in and every short form written out. */
export function studyFromFile(file: StudyFile): Study {
  const given = { ...DEFAULTS, ...withoutUndefined(file) };
  return {
    study: given.study,
    seed: given.seed,
    phases: Object.entries(given.phases).map(([name, phase]) => phaseFromFile(name, phase, file)),
    factors: withoutUndefined(file.factors ?? defaultFactors(file)),
    generators:
      given.generators === 'all'
        ? everyGenerator(file.policy?.strategy ?? DEFAULT_POLICY.strategy)
        : given.generators,
    fallbacks: fallbacksFromFile(given.fallbacks),
    prompts: promptsFromFile(given.prompts),
    params: given.params,
    policy: policyFromFile(given.policy),
    budget: { ...NO_BUDGET, ...withoutUndefined(given.budget) },
    watchHours: watchHours(given.watch),
    cooldownHours: Number.parseInt(given.cooldown, 10),
    atCeiling: given.atCeiling,
    ...(file.plugins && { plugins: withoutUndefined(file.plugins) }),
  };
}

/** Variants of its own, too. */
function defaultFactors(file: StudyFile): Study['factors'] {
  return { ...DEFAULT_FACTORS, variant: variantsOf(file) };
}

function policyFromFile({ tieBreak, ...policy }: NonNullable<StudyFile['policy']>): Policy {
  return {
    ...DEFAULT_POLICY,
    ...withoutUndefined(policy),
    tieBreak: tieBreak ? { ...DEFAULT_TIE_BREAK, ...withoutUndefined(tieBreak) } : null,
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

function promptsFromFile(prompts: NonNullable<StudyFile['prompts']>): Study['prompts'] {
  return Object.fromEntries(
    Object.entries(prompts).map(([name, set]) => [name, withoutUndefined(set)]),
  );
}

function watchHours(watch: string): number | null {
  return watch === 'off' ? null : Number.parseInt(watch, 10);
}
