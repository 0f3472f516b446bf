import { FACTORS, type Factor, type FactorValue } from '../../src/spec/spec';
import { specIndex } from '../../src/study/factor-space';
import { everySpec, type World } from './world';

/** A world as other programs read it. */
export interface ExportedWorld {
  readonly cell: string;
  readonly seed: number;
  readonly items: number;
  /** Factors with more than one value. */
  readonly factors: readonly {
    readonly factor: Factor;
    readonly values: readonly FactorValue[];
  }[];
  /** Number of the spec that every search starts from. */
  readonly start: number;
  /** Per spec, its values' places in `factors`, in their order. */
  readonly specs: readonly (readonly number[])[];
  /** Per spec and item: the chance of a pass, in [0, 1], without the shift of a run. */
  readonly chances: readonly (readonly number[])[];
  /** Whole runs go up and down by this much, as a standard deviation in logits. */
  readonly shiftSd: number;
  /** True accuracy of the best spec. */
  readonly best: number;
  /** Runs of a real model to be drawn from instead of chances; null in planted landscapes. */
  readonly recorded: {
    /** Per spec: its runs, 1 per item that passed. */
    readonly runs: readonly (readonly (readonly number[])[])[];
    /** Per spec: do the items of a run belong together, since they shared a conversation? */
    readonly whole: readonly boolean[];
  } | null;
}

export function exportedWorld(
  world: World,
  { cell, seed }: { readonly cell: string; readonly seed: number },
): ExportedWorld {
  const { items, space, start, chances, shiftSd, best } = world;
  const factors = FACTORS.flatMap((factor) =>
    space.filter((each) => each.factor === factor && each.values.length > 1),
  );
  return {
    cell,
    seed,
    items,
    factors,
    start: specIndex(space, start) ?? 0,
    specs: placesOf(factors.map(({ values }) => values.length)),
    chances: chances.map((each) => Array.from(each)),
    shiftSd,
    best,
    recorded: recordedIn(world),
  };
}

function recordedIn({ recorded, space, start }: World): ExportedWorld['recorded'] {
  if (!recorded) return null;
  const passed = (letters: string): readonly number[] =>
    Array.from(letters, (letter) => Number(letter === 'P'));
  return {
    runs: recorded.runs.map((rows) => rows.map(passed)),
    whole: everySpec(space, start).map(({ isolation }) => isolation === 0),
  };
}

/** Every combination of places, the last factor's going round fastest: the order in which a space numbers its specs. */
function placesOf(sizes: readonly number[]): readonly (readonly number[])[] {
  return sizes.reduce<readonly (readonly number[])[]>(
    (specs, size) =>
      specs.flatMap((spec) => Array.from({ length: size }, (_, place) => [...spec, place])),
    [[]],
  );
}
