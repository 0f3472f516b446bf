import type { InputIssue } from '../input-issue';
import { didYouMean } from '../nearest-word';
import { choiceMessage } from '../parse-issues';
import { variantName, variantOfFile, variantsOf } from '../plugins/plugin-variants';
import { FACTORS } from '../spec/spec';
import { VARIANT_NAMES } from '../variants/variant-names';
import { factorSpace, MAX_SPECS, spaceSize } from './factor-space';
import type { StudyFile } from './parse-study-file';
import { modelsOf, spaceFactors } from './phase-values';
import type { Study, StudyPhase } from './study';

/** What is wrong between the fields of a study that are each right by themselves. */
export function checkStudy(file: StudyFile, study: Study): readonly InputIssue[] {
  return [
    ...spaceIssues(study),
    ...namedSetIssues(file, study, 'prompt'),
    ...namedSetIssues(file, study, 'params'),
    ...variantFileIssues(study),
    ...variantIssues(file, study),
    ...fallbackIssues(file, study),
    ...policyIssues(study),
    ...baselineIssues(file),
  ];
}

/** The phases together, because what was tried in each of them travels in one state. */
function spaceIssues(study: Study): readonly InputIssue[] {
  const sizes = study.phases.map((phase) => largestSpace(phase, study));
  const size = sizes.reduce((sum, each) => sum + each, 0);
  if (size <= MAX_SPECS) return [];
  return [
    {
      path: ['factors'],
      message: `expected at most ${MAX_SPECS} specs in all phases together, found ${size}; name fewer values`,
    },
  ];
}

/** A baseline that is still to be taken from a route may add a value of its own to every factor. */
function largestSpace({ baseline }: StudyPhase, study: Study): number {
  const factors = spaceFactors(study);
  if (baseline !== null) return spaceSize(factorSpace(baseline, factors));
  return FACTORS.reduce((size, factor) => size * (new Set(factors[factor]).size + 1), 1);
}

/** Values of the factors `prompt` and `params` must be defined in the study. */
function namedSetIssues(
  file: StudyFile,
  study: Study,
  factor: 'prompt' | 'params',
): readonly InputIssue[] {
  const [section, defined] =
    factor === 'prompt'
      ? (['prompts', Object.keys(study.prompts)] as const)
      : (['params', Object.keys(study.params)] as const);
  const known = ['default', ...defined];
  return namedValues(file, factor)
    .filter(({ value }) => !known.includes(value))
    .map(({ value, path }) => ({
      path,
      message: `expected ${known.join(' or ')}, as ${section} defines, found "${value}"${didYouMean(value, known)}`,
    }));
}

/** A variant is a built-in one, or a plug-in of the study. */
function variantIssues(file: StudyFile, study: Study): readonly InputIssue[] {
  const known = variantsOf(study);
  return namedValues(file, 'variant')
    .filter(({ value }) => !known.includes(value))
    .map(({ value, path }) => ({ path, message: choiceMessage(known, value) }));
}

/** The file's name is the variant's: it must be one, and no other variant's. */
function variantFileIssues({ plugins }: Study): readonly InputIssue[] {
  const files = plugins?.variants ?? [];
  const names = files.map(variantOfFile);
  return names.flatMap((name, place) => {
    const wrong = wrongName(name, names.slice(0, place));
    return wrong === null ? [] : [{ path: ['plugins', 'variants', place], message: wrong }];
  });
}

function wrongName(name: string, before: readonly string[]): string | null {
  if (!variantName().test(name)) {
    return `expected a file called by 1 to 64 of a-z, A-Z, 0-9, _ and -, as the variant is called like it, found "${name}"`;
  }
  const others: readonly string[] = VARIANT_NAMES;
  const whose = others.includes(name) ? 'built in' : before.includes(name) ? 'named above' : null;
  if (whose === null) return null;
  return `expected another variant than those there are, found "${name}", which is ${whose}; give the file another name`;
}

/** Where a study file names values of a factor, and which. */
function namedValues(
  { factors, baseline, phases }: StudyFile,
  factor: 'prompt' | 'params' | 'variant',
): readonly { readonly value: string; readonly path: InputIssue['path'] }[] {
  const named = (patch: StudyFile['baseline'], path: InputIssue['path']) => {
    const value = patch?.[factor];
    return value === undefined ? [] : [{ value, path: [...path, factor] }];
  };
  return [
    ...(factors?.[factor] ?? []).map((value, place) => ({
      value,
      path: ['factors', factor, place],
    })),
    ...named(baseline, ['baseline']),
    ...Object.entries(phases).flatMap(([name, phase]) =>
      typeof phase === 'string' ? [] : named(phase.baseline, ['phases', name, 'baseline']),
    ),
  ];
}

/** A fallback of a model that no route can ever hold is a typing mistake. */
function fallbackIssues({ fallbacks }: StudyFile, study: Study): readonly InputIssue[] {
  // A phase without a baseline starts from its route, whose model is not known here.
  if (study.phases.some(({ baseline }) => baseline === null)) return [];
  const known = modelsOf(
    study,
    study.phases.flatMap(({ baseline }) => baseline ?? []),
  );
  return Object.keys(fallbacks ?? {})
    .filter((model) => !known.includes(model))
    .map((model) => ({
      path: ['fallbacks', model],
      message: `expected a model of this study (${known.join(', ')}), found "${model}"${didYouMean(model, known)}`,
    }));
}

function policyIssues({ policy }: Study): readonly InputIssue[] {
  if (policy.minSamples <= policy.runs) return [];
  return [
    {
      path: ['policy', 'minSamples'],
      message: `expected at most the runs of an evaluation (${policy.runs}), found ${policy.minSamples}`,
    },
  ];
}

function baselineIssues({ baseline, phases }: StudyFile): readonly InputIssue[] {
  if (baseline !== undefined && baseline.model === undefined) {
    const everyPhaseHasOne = Object.values(phases).every(
      (phase) => typeof phase !== 'string' && phase.baseline?.model !== undefined,
    );
    if (!everyPhaseHasOne) {
      return [
        {
          path: ['baseline'],
          message: 'expected a model, found none; name one of the models file',
        },
      ];
    }
  }
  return [];
}
