import { searchValues } from '../candidates/search-generators';
import type { Screening } from '../search/screening';
import { type SearchView, viewOf } from '../search/search-view';
import { specId } from '../spec/spec-id';
import { seedFromText } from '../statistics/seeded-random';
import { factorSpace } from '../study/factor-space';
import { candidateValues, spaceFactors } from '../study/phase-values';
import { wasTried } from '../study/tried';
import type { Desk } from './desk';

/** Fitting the model is the dearest thing that a cycle does in workflow code: the same state is fitted once. */
const fitted = new WeakMap<Screening, { readonly key: string; readonly view: SearchView }>();

/** The phase's search as it stands: what was measured, and what the factor model makes of it. */
export function searchOf(desk: Desk): SearchView {
  const { baseline, tried, triedOutside, gated } = desk.phase();
  const holds = gated.holds.map(({ candidate }) => specId(candidate.spec));
  const key = [
    specId(baseline),
    desk.cycle,
    tried,
    ...triedOutside,
    ...holds,
    ...desk.generators(),
  ].join(' ');
  const known = fitted.get(gated.screened);
  if (known?.key === key) return known.view;
  const view = newView(desk);
  fitted.set(gated.screened, { key, view });
  return view;
}

function newView(desk: Desk): SearchView {
  const { study, cycle, hasExamples } = desk;
  const phase = desk.phase();
  const { baseline, origin, gated } = phase;
  const held = new Set(gated.holds.map(({ candidate }) => specId(candidate.spec)));
  return viewOf({
    space: factorSpace(origin, spaceFactors(study)),
    values: searchValues(candidateValues(study, origin), {
      generators: desk.generators(),
      baseline,
      hasExamples,
    }),
    screening: gated.screened,
    baseline,
    rejected: (spec) => wasTried(study, phase, spec) && !held.has(specId(spec)),
    held: (spec) => held.has(specId(spec)),
    seed: seedFromText(`${study.study}/${phase.name}/${study.seed}/${cycle}/search`),
  });
}
