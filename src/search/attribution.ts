import { type Change, changeInWords, changesBetween } from '../candidates/changes';
import type { Spec } from '../spec/spec';
import { withFactor } from '../study/factor-space';
import { predictContrast } from './factor-model';
import { expectedGain, placesIn, type SearchView } from './search-view';

/** What one change of several brings, by the model. */
export interface Share {
  readonly change: Change;
  /** Estimated gain in accuracy; the shares add up to the model's gain of the whole. */
  readonly gain: number;
  readonly sd: number;
}

export interface Attribution {
  readonly shares: readonly Share[];
  /** What the model expects of all changes together. */
  readonly whole: { readonly gain: number; readonly sd: number };
  /** One line per change, and one on what they add up to. */
  readonly lines: readonly string[];
}

/**
 * What each factor of a promotion brings: its gain averaged over every order in which the changes could have been made one by one
 * (Shapley's value), so that changes that help only together share what they bring. Estimates of the model, not evidence of a gate.
 *
 * @param measured - the gain that the gate measured, for comparison
 * @see Shapley (1953), A value for n-person games
 */
export function attribute(view: SearchView, promoted: Spec, measured: number): Attribution {
  const changes = changesBetween(view.baseline, promoted);
  const shares = changes.map((change) => shareOf(view, change, changes));
  const { mean: gain, sd } = expectedGain(view, promoted);
  const whole = `together about ${signed(gain)} ± ${sd.toFixed(2)} by the model, ${signed(measured)} as measured`;
  return { shares, whole: { gain, sd }, lines: [...shares.map(shareInWords), whole] };
}

function shareOf(view: SearchView, change: Change, changes: readonly Change[]): Share {
  const others = changes.filter((each) => each !== change);
  const terms = subsetsOf(others).flatMap((made) => {
    const before = made.reduce(withChange, view.baseline);
    const weight = orderShare(made.length, changes.length);
    return [
      { levels: placesIn(view, withChange(before, change)), weight },
      { levels: placesIn(view, before), weight: -weight },
    ];
  });
  const { mean, sd } = predictContrast(view.model, terms);
  return { change, gain: mean, sd };
}

function withChange(spec: Spec, { factor, to }: Change): Spec {
  return withFactor(spec, factor, to);
}

function subsetsOf<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list.reduce<readonly (readonly T[])[]>(
    (subsets, each) => [...subsets, ...subsets.map((subset) => [...subset, each])],
    [[]],
  );
}

/** Of all orders of `count` changes, the share of those in which exactly these `made` come first and this one next. */
function orderShare(made: number, count: number): number {
  let share = 1 / count;
  for (let each = 1; each <= made; each += 1) share *= each / (count - each);
  return share;
}

function shareInWords({ change, gain, sd }: Share): string {
  return `${changeInWords(change)}, about ${signed(gain)} ± ${sd.toFixed(2)}`;
}

function signed(gain: number): string {
  return `${gain < 0 ? '-' : '+'}${Math.abs(gain).toFixed(2)}`;
}
