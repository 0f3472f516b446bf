import type { Factor, FactorValue, Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import type { FactorSpace } from '../study/factor-space';
import {
  type FactorModel,
  fitFactorModel,
  type Prediction,
  predict,
  predictGain,
} from './factor-model';
import type { Allowed } from './likely-best';
import { type Outlook, outlookOf } from './outlook';
import { poolOf } from './pool';
import { measuredOf, type Screening } from './screening';
import { type Levels, levelsOf, outsideValues, specAt, withOutside } from './search-space';

/** What a phase's search starts from. */
export interface Search {
  /** The study's space, as `factorSpace(origin, spaceFactors(study))` gives it. */
  readonly space: FactorSpace;
  /** Values that candidates may take, per factor. */
  readonly values: Readonly<Record<Factor, readonly FactorValue[]>>;
  readonly screening: Screening;
  /** The promoted baseline: the spec to beat. */
  readonly baseline: Spec;
  /** Was it rejected against this baseline, or is it inapplicable? Then it is neither measured nor nominated. */
  readonly rejected: (spec: Spec) => boolean;
  /** Is it on HOLD? Then its looks measure it, and no screening does. */
  readonly held: (spec: Spec) => boolean;
  /** Decides what a pool of a large space holds by chance; from study, phase and cycle. */
  readonly seed: number;
}

/** A search with its model fitted: made once per step, asked by everything that decides what comes next. */
export interface SearchView extends Search {
  /** The study's space with the values from outside that were met. */
  readonly wholeSpace: FactorSpace;
  readonly model: FactorModel;
  /** Best expected of the measured specs that are not rejected; the baseline where nothing is better. */
  readonly working: Spec;
  readonly allowed: Allowed;
}

export function viewOf(search: Search): SearchView {
  const { space, screening, baseline } = search;
  const known = withOutside(space, screening.outside);
  const wholeSpace = withOutside(known, outsideValues(known, baseline));
  const model = fitFactorModel(measuredOf(screening, wholeSpace));
  const working = workingSpec(search, wholeSpace, model);
  return { ...search, wholeSpace, model, working, allowed: allowedIn(search, wholeSpace, working) };
}

/** The measured spec of which the model expects most: the rejected ones do not count, ties go to the smaller spec id. */
function workingSpec(search: Search, space: FactorSpace, model: FactorModel): Spec {
  const { baseline, rejected } = search;
  const baselineId = specId(baseline);
  const measured = model.observations
    .map(({ levels }) => ({ spec: specAt(space, levels, baseline), levels }))
    .filter(({ spec }) => specId(spec) === baselineId || !rejected(spec))
    .map(({ spec, levels }) => ({
      spec,
      id: specId(spec),
      score: rounded(predict(model, levels).mean),
    }));
  return measured.toSorted(byScoreThenId)[0]?.spec ?? baseline;
}

/** Scores are compared in steps of 1e-9: what only rounding tells apart is a tie. */
export function rounded(score: number): number {
  return Math.round(score * 1e9);
}

/** Highest score first, then the smaller spec id. */
export function byScoreThenId(
  left: { readonly score: number; readonly id: string },
  right: { readonly score: number; readonly id: string },
): number {
  if (left.score !== right.score) return right.score - left.score;
  return left.id < right.id ? -1 : 1;
}

function allowedIn({ values, baseline }: Search, space: FactorSpace, working: Spec): Allowed {
  return space.map(({ factor, values: known }) =>
    known.flatMap((value, place) =>
      values[factor].includes(value) || value === baseline[factor] || value === working[factor]
        ? [place]
        : [],
    ),
  );
}

/** Looks without picks are only read, and are asked for several times of the same view. */
const plainLooks = new WeakMap<SearchView, Outlook>();

/** What the model expects of every spec that the search compares. */
export function outlookFor(view: SearchView, mostPicks: number): Outlook {
  const known = mostPicks === 0 ? plainLooks.get(view) : undefined;
  if (known) return known;
  const outlook = lookAround(view, mostPicks);
  if (mostPicks === 0) plainLooks.set(view, outlook);
  return outlook;
}

function lookAround(view: SearchView, mostPicks: number): Outlook {
  const { model, allowed, seed } = view;
  const centres = [placesIn(view, view.working), placesIn(view, view.baseline)];
  return outlookOf(model, poolOf({ allowed, centres, seed }, model), mostPicks);
}

/** The places of a spec's values. @throws RangeError for a spec with values that the search never met */
export function placesIn({ wholeSpace }: SearchView, spec: Spec): Levels {
  const levels = levelsOf(wholeSpace, spec);
  if (levels !== null) return levels;
  throw new RangeError(`Cannot place ${specId(spec)} in the search: it has values of its own`);
}

/** What the model expects of a spec. */
export function expectedOf(view: SearchView, spec: Spec): Prediction {
  return predict(view.model, placesIn(view, spec));
}

/** What it expects a spec to be better than the baseline by. */
export function expectedGain(view: SearchView, spec: Spec): Prediction {
  return predictGain(view.model, placesIn(view, spec), placesIn(view, view.baseline));
}
