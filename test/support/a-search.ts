import { NO_SCREENING, type Screening, withRuns } from '../../src/search/screening';
import { type Search, type SearchView, viewOf } from '../../src/search/search-view';
import type { Spec } from '../../src/spec/spec';
import { factorSpace } from '../../src/study/factor-space';
import { candidateValues, spaceFactors } from '../../src/study/phase-values';
import { aStudy } from './a-study';
import { aSpec } from './evaluation-summary';

export const searchedStudy = aStudy({
  factors: {
    model: ['lfm', 'big'],
    variant: ['native_api', 'json_schema', 'atomic'],
    timeoutSeconds: [60, 120, 240],
    retries: [1, 2],
  },
});
export const origin = aSpec();
/** 2 x 3 x 3 x 2 = 36 specs. */
export const space = factorSpace(origin, spaceFactors(searchedStudy));

/** What is remembered when these specs passed so many of 10 items in a run each. */
export function screeningOf(
  runs: readonly (readonly [changes: Partial<Spec>, ...passesByRun: readonly number[]])[],
): Screening {
  return runs.reduce<Screening>(
    (screening, [changes, ...passesByRun]) =>
      withRuns(screening, space, { spec: aSpec(changes), items: 10, passesByRun }),
    NO_SCREENING,
  );
}

export function aView(changes: Partial<Search> = {}): SearchView {
  return viewOf({
    space,
    values: candidateValues(searchedStudy, origin),
    screening: screeningOf([[{}, 5, 5, 5, 5, 5, 5, 5]]),
    baseline: origin,
    rejected: () => false,
    held: () => false,
    seed: 1,
    ...changes,
  });
}
