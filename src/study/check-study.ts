import type { InputIssue } from '../input-issue';
import { didYouMean } from '../nearest-word';
import { FACTORS } from '../spec/spec';
import { factorSpace, MAX_SPECS, spaceSize } from './factor-space';
import type { StudyFile } from './parse-study-file';
import { modelsOf, spaceFactors } from './phase-values';
import { someNames } from './some-names';
import type { Study, StudyPhase } from './study';

/** What is wrong between the fields of a study that are each right by themselves. */
export function checkStudy(file: StudyFile, study: Study): readonly InputIssue[] {
  return [
    ...spaceIssues(study),
    ...namedSetIssues(file, study, 'prompt'),
    ...namedSetIssues(file, study, 'params'),
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

/** Of unknown names so many are told. */
const MOST_UNKNOWN = 20;

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
  const isKnown = new Set(known);
  const complain = (value: string, path: InputIssue['path']): InputIssue => ({
    path,
    message: `expected ${someNames(known, ' or ')}, as ${section} defines, found "${value}"${didYouMean(value, known)}`,
  });
  const named = (patch: StudyFile['baseline'], path: InputIssue['path']) => {
    const value = patch?.[factor];
    return value === undefined ? [] : [{ value, path: [...path, factor] }];
  };
  const uses = [
    ...(file.factors?.[factor] ?? []).map((value, place) => ({
      value,
      path: ['factors', factor, place],
    })),
    ...named(file.baseline, ['baseline']),
    ...Object.entries(file.phases).flatMap(([name, phase]) =>
      typeof phase === 'string' ? [] : named(phase.baseline, ['phases', name, 'baseline']),
    ),
  ];
  return uses
    .filter(({ value }) => !isKnown.has(value))
    .slice(0, MOST_UNKNOWN)
    .map(({ value, path }) => complain(value, path));
}

/** A fallback of a model that no route can ever hold is a typing mistake. */
function fallbackIssues({ fallbacks }: StudyFile, study: Study): readonly InputIssue[] {
  // A phase without a baseline starts from its route, whose model is not known here.
  if (study.phases.some(({ baseline }) => baseline === null)) return [];
  const known = modelsOf(
    study,
    study.phases.flatMap(({ baseline }) => baseline ?? []),
  );
  const isKnown = new Set(known);
  return Object.keys(fallbacks ?? {})
    .filter((model) => !isKnown.has(model))
    .slice(0, MOST_UNKNOWN)
    .map((model) => ({
      path: ['fallbacks', model],
      message: `expected a model of this study (${someNames(known)}), found "${model}"${didYouMean(model, known)}`,
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
