import type { Spec } from '../spec/spec';
import { sameSpec, specId } from '../spec/spec-id';
import type { Prediction } from './factor-model';
import { imagined, type Outlook } from './outlook';
import { neighbours, pairs } from './pool';
import { codeOf, specAt } from './search-space';
import {
  byScoreThenId,
  expectedOf,
  outlookFor,
  placesIn,
  rounded,
  type SearchView,
} from './search-view';

/** How many specs to screen, and what has a say in it. */
export interface ScreeningRequest {
  /** Specs in this cycle. */
  readonly most: number;
  /** Runs that each will get. */
  readonly runs: number;
  /** Diagnosis-driven and hand-given specs: they take the first places, even where the model expects little. */
  readonly first: readonly Spec[];
  /** Is the generator `model-guided` on? Without it only neighbours of the working spec are proposed, and pairs. */
  readonly modelGuided: boolean;
  /** Is the generator `pairwise` on? Two changes at once, when every single one was measured. */
  readonly pairwise: boolean;
}

/** A spec to screen next. */
export interface ScreeningPick {
  readonly spec: Spec;
  readonly from: PickSource;
  /** What the model expects of it before it is measured; null for a spec given with values that the search never met. */
  readonly expected: Prediction | null;
}

export type PickSource = 'given' | 'model-guided' | 'one-factor' | 'pairwise';

/** Standard deviations that an uncertain spec is given the benefit of. */
const BENEFIT_OF_DOUBT = 1;
/** Of four specs one is an untried neighbour of the working spec: where the model is wrong, small steps still go on. */
const NEIGHBOUR_SHARE = 4;
/** Runs after which a spec is screened enough: more are for its looks. */
export const ENOUGH_RUNS = 8;

/**
 * The specs to screen next: those given first, then three of four by what the model hopes of them, then untried one-factor neighbours
 * of the working spec. After each pick the model imagines it measured, so that the next one is not its twin.
 * Never one that is rejected, on HOLD, the baseline, or screened enough. Ties go to the smaller spec id.
 *
 * @returns at most `most` picks, no spec twice; fewer when little is left
 */
export function proposeScreening(
  view: SearchView,
  request: ScreeningRequest,
): readonly ScreeningPick[] {
  const given = givenPicks(view, request);
  const picking = startPicking(view, request, given);
  const slots = Array.from({ length: request.most - given.length }, (_, place) =>
    sourcesOf(place + given.length, request),
  );
  const found = slots.flatMap((sources) => {
    for (const source of sources) {
      const pick = picking.next(source);
      if (pick !== null) return [pick];
    }
    return [];
  });
  return [...given, ...found];
}

/** Where the pick of this place may come from, best first. */
function sourcesOf(
  place: number,
  { most, modelGuided, pairwise }: ScreeningRequest,
): readonly PickSource[] {
  const steps: readonly PickSource[] = pairwise ? ['one-factor', 'pairwise'] : ['one-factor'];
  if (!modelGuided) return steps;
  const near = most > 1 && place >= most - Math.max(1, Math.floor(most / NEIGHBOUR_SHARE));
  return near ? [...steps, 'model-guided'] : ['model-guided', ...steps];
}

function givenPicks(view: SearchView, { first, most }: ScreeningRequest): readonly ScreeningPick[] {
  const given = new Map(first.map((spec) => [specId(spec), spec]));
  return [...given]
    .filter(([, spec]) => !isClosed(view, spec))
    .slice(0, most)
    .map(([, spec]) => ({ spec, from: 'given', expected: expectedIfKnown(view, spec) }));
}

function expectedIfKnown(view: SearchView, spec: Spec): Prediction | null {
  const known = view.wholeSpace.every(({ factor, values }) => values.includes(spec[factor]));
  return known ? expectedOf(view, spec) : null;
}

interface Picking {
  next(source: PickSource): ScreeningPick | null;
}

/** Picks one after another from one pool; each is imagined measured before the next. */
function startPicking(
  view: SearchView,
  request: ScreeningRequest,
  given: readonly ScreeningPick[],
): Picking {
  const start = outlookFor(view, request.most);
  let outlook = start;
  const options = optionsOf(view, start);
  const taken = new Set<string>();
  const take = (id: string): void => {
    taken.add(id);
    const place = options.findIndex((option) => option.id === id);
    if (place >= 0) outlook = imagined(outlook, place, request.runs);
  };
  for (const { spec } of given) take(specId(spec));
  return {
    next: (source) => {
      const best = options
        .filter(({ id, sources }) => sources.includes(source) && !taken.has(id))
        .map((option) => ({ ...option, score: hopeAt(outlook, option.place) }))
        .toSorted(byScoreThenId)[0];
      if (best === undefined) return null;
      take(best.id);
      return { spec: best.spec, from: source, expected: predictionAt(start, best.place) };
    },
  };
}

function hopeAt(outlook: Outlook, place: number): number {
  const { mean, sd } = predictionAt(outlook, place);
  return rounded(mean + BENEFIT_OF_DOUBT * sd);
}

function predictionAt({ means, variances }: Outlook, place: number): Prediction {
  return { mean: means[place] ?? 0, sd: Math.sqrt(variances[place] ?? 0) };
}

interface Option {
  readonly place: number;
  readonly spec: Spec;
  readonly id: string;
  /** Which sources may pick it; none for a spec that must not be screened. */
  readonly sources: readonly PickSource[];
}

function optionsOf(view: SearchView, { pool }: Outlook): readonly Option[] {
  const centre = placesIn(view, view.working);
  const near = new Set(neighbours(view.allowed, centre).map(codeOf));
  const twoAway = new Set(pairs(view.allowed, centre).map(codeOf));
  const runs = new Map(
    view.model.observations.map((observation) => [codeOf(observation.levels), observation.runs]),
  );
  const sourcesFor = (code: string): readonly PickSource[] => {
    if (runs.has(code)) return ['model-guided'];
    if (near.has(code)) return ['model-guided', 'one-factor'];
    return twoAway.has(code) ? ['model-guided', 'pairwise'] : ['model-guided'];
  };
  return pool.map((levels, place) => {
    const code = codeOf(levels);
    const spec = specAt(view.wholeSpace, levels, view.baseline);
    const closed = (runs.get(code) ?? 0) >= ENOUGH_RUNS || isClosed(view, spec);
    return { place, spec, id: specId(spec), sources: closed ? [] : sourcesFor(code) };
  });
}

function isClosed({ baseline, rejected, held }: SearchView, spec: Spec): boolean {
  return sameSpec(spec, baseline) || rejected(spec) || held(spec);
}
