import { type FactorModel, KERNEL } from './factor-model';
import type { Levels } from './search-space';

/** Larger spaces are not looked through: their likely best are sought around the specs that were measured. */
const MOST_SPECS = 200_000;

/** Per factor the places of the values that a search may use. */
export type Allowed = readonly (readonly number[])[];

/**
 * The specs of which the model expects most, best first, out of a whole space; none for a space of more than 200,000.
 *
 * The kernel is a sum over factors and over pairs of factors, so the expected accuracy is one too: it is added up from small
 * tables, and a space of 65,536 specs takes some hundredths of a second. The part of each spec's own is left out.
 */
export function likelyBest(model: FactorModel, allowed: Allowed, most: number): readonly Levels[] {
  const size = allowed.reduce((product, places) => product * places.length, 1);
  if (size > MOST_SPECS || most < 1) return [];
  const expected = expectedOfAll(model, allowed, size);
  const least = expected.toSorted()[Math.max(0, size - most)] ?? 0;
  return Array.from(expected.keys())
    .filter((number) => (expected[number] ?? 0) >= least)
    .toSorted((left, right) => (expected[right] ?? 0) - (expected[left] ?? 0) || left - right)
    .slice(0, most)
    .map((number) => levelsOfNumber(allowed, number));
}

/** Expected accuracy of every spec by its number, up to a constant, rounded to 1e-9; the last factor counts fastest. */
function expectedOfAll(model: FactorModel, allowed: Allowed, size: number): Float64Array {
  const expected = new Float64Array(size);
  const parts = allowed.map((places, factor) => partsOf(model, allowed, { places, factor }));
  let number = 0;
  const walk = (positions: readonly number[], sum: number): void => {
    const part = parts[positions.length];
    if (part === undefined) {
      expected[number] = Math.round(sum * 1e9) / 1e9;
      number += 1;
      return;
    }
    for (const [position, own] of part.own.entries()) {
      let more = own;
      for (const [before, table] of part.withEarlier.entries()) {
        more += table[(positions[before] ?? 0) * part.own.length + position] ?? 0;
      }
      walk([...positions, position], sum + more);
    }
  };
  walk([], 0);
  return expected;
}

/** What the values of one factor add: by themselves, and together with each value of each earlier factor. */
interface Parts {
  readonly own: readonly number[];
  readonly withEarlier: readonly (readonly number[])[];
}

function partsOf(
  model: FactorModel,
  allowed: Allowed,
  { places, factor }: { readonly places: readonly number[]; readonly factor: number },
): Parts {
  const counts = model.varied.includes(factor);
  const weightOf = (equal: (levels: Levels) => boolean): number =>
    model.observations.reduce(
      (sum, { levels }, row) => (equal(levels) ? sum + (model.weights[row] ?? 0) : sum),
      0,
    );
  return {
    own: places.map((place) =>
      counts ? KERNEL.factor * weightOf((levels) => levels[factor] === place) : 0,
    ),
    withEarlier: allowed
      .slice(0, factor)
      .map((earlier, other) =>
        earlier.flatMap((otherPlace) =>
          places.map((place) =>
            counts && model.varied.includes(other)
              ? KERNEL.pair *
                weightOf((levels) => levels[factor] === place && levels[other] === otherPlace)
              : 0,
          ),
        ),
      ),
  };
}

function levelsOfNumber(allowed: Allowed, number: number): Levels {
  let left = number;
  return allowed
    .toReversed()
    .map((places) => {
      const position = left % places.length;
      left = (left - position) / places.length;
      return places[position] ?? 0;
    })
    .toReversed();
}
