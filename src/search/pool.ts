import { seededRandom, shuffled } from '../statistics/seeded-random';
import type { FactorModel } from './factor-model';
import { type Allowed, likelyBest } from './likely-best';
import { codeOf, type Levels } from './search-space';

/** Up to this many specs all of them are looked at. */
export const WHOLE_POOL = 1_500;
/** Of a larger space: neighbours of the specs that matter, those that the model expects most of, and some by chance. */
const MOST_NEIGHBOURS = 600;
const MOST_LIKELY = 600;
const BY_CHANCE = 300;

/** Where a search may look. */
export interface Ground {
  /** Per factor the places of the values that candidates may take. */
  readonly allowed: Allowed;
  /** The working spec and the promoted baseline: their surroundings come first. */
  readonly centres: readonly Levels[];
  /** Decides what a pool holds by chance, and nothing else. */
  readonly seed: number;
}

/** The specs that a search compares: all of a small space, a bounded part of a large one; no spec twice. */
export function poolOf(ground: Ground, model: FactorModel): readonly Levels[] {
  const size = ground.allowed.reduce((product, places) => product * places.length, 1);
  if (size <= WHOLE_POOL) return everySpec(ground.allowed);
  const near = ground.centres.flatMap((centre) => [
    ...neighbours(ground.allowed, centre),
    ...shuffled(pairs(ground.allowed, centre), seededRandom(ground.seed)),
  ]);
  return distinct([
    ...near.slice(0, MOST_NEIGHBOURS),
    ...likelyBest(model, ground.allowed, MOST_LIKELY),
    ...byChance(ground),
  ]);
}

function everySpec(allowed: Allowed): readonly Levels[] {
  return allowed.reduce<readonly Levels[]>(
    (specs, places) => specs.flatMap((spec) => places.map((place) => [...spec, place])),
    [[]],
  );
}

/** Every spec that differs from the centre in one factor. */
export function neighbours(allowed: Allowed, centre: Levels): readonly Levels[] {
  return allowed.flatMap((places, factor) =>
    places.filter((place) => place !== centre[factor]).map((place) => centre.with(factor, place)),
  );
}

/** Every spec that differs from the centre in two factors. */
export function pairs(allowed: Allowed, centre: Levels): readonly Levels[] {
  return allowed.flatMap((places, factor) =>
    places
      .filter((place) => place !== centre[factor])
      .flatMap((place) =>
        neighbours(allowed.slice(0, factor), centre.slice(0, factor)).map((head) => [
          ...head,
          place,
          ...centre.slice(factor + 1),
        ]),
      ),
  );
}

function byChance({ allowed, seed }: Ground): readonly Levels[] {
  const rng = seededRandom(seed);
  return Array.from({ length: BY_CHANCE }, () =>
    allowed.map((places) => places[Math.floor(rng() * places.length)] ?? 0),
  );
}

function distinct(specs: readonly Levels[]): readonly Levels[] {
  return [...new Map(specs.map((spec) => [codeOf(spec), spec])).values()];
}
