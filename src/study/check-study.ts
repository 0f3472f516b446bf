import type { InputIssue } from '../input-issue';
import { didYouMean } from '../suites/nearest-word';
import { factorSpace, MAX_SPECS_PER_PHASE, spaceSize } from './factor-space';
import type { StudyFile } from './parse-study-file';
import { spaceFactors } from './phase-values';
import type { Study, StudyPhase } from './study';

/** What is wrong between the fields of a study that are each right by themselves. */
export function checkStudy(file: StudyFile, study: Study): readonly InputIssue[] {
  return [
    ...study.phases.flatMap((phase) => spaceIssues(phase, study)),
    ...namedSetIssues(file, study, 'prompt'),
    ...namedSetIssues(file, study, 'params'),
    ...policyIssues(study),
    ...baselineIssues(file),
  ];
}

function spaceIssues(phase: StudyPhase, study: Study): readonly InputIssue[] {
  if (phase.baseline === null) return [];
  const size = spaceSize(factorSpace(phase.baseline, spaceFactors(study)));
  if (size <= MAX_SPECS_PER_PHASE) return [];
  return [
    {
      path: ['factors'],
      message: `expected at most ${MAX_SPECS_PER_PHASE} specs per phase, found ${size}; name fewer values`,
    },
  ];
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
  const complain = (value: string, path: InputIssue['path']): readonly InputIssue[] =>
    known.includes(value)
      ? []
      : [{ path, message: `"${value}" is not defined under ${section}${didYouMean(value, known)}` }];
  const values = file.factors?.[factor] ?? [];
  const baseline = file.baseline?.[factor];
  return [
    ...values.flatMap((value, place) => complain(value, ['factors', factor, place])),
    ...(baseline === undefined ? [] : complain(baseline, ['baseline', factor])),
  ];
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
      return [{ path: ['baseline'], message: 'expected a model, found none; name one of the models file' }];
    }
  }
  return [];
}
