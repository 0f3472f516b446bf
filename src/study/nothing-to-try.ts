import { propose } from '../candidates/propose';
import { candidateValues } from './phase-values';
import { proposingPlugins } from './proposing-plugins';
import type { Study, StudyPhase } from './study';

/**
 * Why a study has nothing to try in a phase: it would measure its baseline and end. Null: it has, or its baseline is a
 * route that is not known here.
 *
 * @param hasExamples - has the phase's suite examples for the variants that need some?
 */
export function nothingToTry(
  study: Study,
  { name, baseline }: StudyPhase,
  hasExamples: boolean,
): string | null {
  if (baseline === null) return null;
  const values = candidateValues(study, baseline);
  const isFree = Object.values(values).some((allowed) => allowed.length > 1);
  if (isFree && proposingPlugins(study).length > 0) return null;
  const candidates = propose({
    study: study.study,
    seed: study.seed,
    cycle: 1,
    // Those that change several factors at once change the factors of these.
    generators: study.generators,
    first: [],
    leading: null,
    context: { baseline, values, hasExamples },
    decided: () => false,
    most: 1,
  });
  if (candidates.length > 0) return null;
  return `phases.${name}: nothing to try: no generator of the study (${study.generators.join(', ')}) finds another value than the baseline's; name some under factors`;
}
