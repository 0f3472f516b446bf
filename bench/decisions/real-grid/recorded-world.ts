import type { Spec } from '../../../src/spec/spec';
import { specId } from '../../../src/spec/spec-id';
import { everySpec, NO_VALUES, type World } from '../world';
import { type Grid, measuredSpec } from './grid';
import type { Measurement } from './measurement';

/** The gate that no accuracy makes up for: the share of items without a call due that get none. */
const LEAST_RESTRAINT = 0.8;

/**
 * The grid as a world: what is drawn are the measured runs, and a spec's truth is their mean. The best spec is the best of
 * those that show restraint.
 *
 * @param kinds - per steering item of the suite: `a` a call is due, `r` none is
 * @throws RangeError where a spec was not measured
 */
export function recordedWorld(
  { space, start }: Grid,
  measurements: readonly Measurement[],
  kinds: string,
): World {
  const runs = everySpec(space, start).map((spec) => lettersOf(spec, measurements));
  const chances = runs.map((rows) =>
    Float64Array.from(
      kinds,
      (_, item) => rows.filter((row) => row.charAt(item) === 'P').length / rows.length,
    ),
  );
  const truth = chances.map((each) => each.reduce((sum, chance) => sum + chance, 0) / kinds.length);
  const best = Math.max(
    ...truth.filter((_, spec) => restraintOf(runs[spec] ?? [], kinds) >= LEAST_RESTRAINT),
  );
  return {
    start,
    space,
    values: {
      ...NO_VALUES,
      ...Object.fromEntries(space.map(({ factor, values }) => [factor, values])),
    },
    items: kinds.length,
    chances,
    truth,
    best,
    shiftSd: 0,
    coldStart: false,
    recorded: { kinds, runs },
  };
}

/** Of the items where no call is due, over all runs: the share that got none. */
export function restraintOf(rows: readonly string[], kinds: string): number {
  const letters = rows.flatMap((row) =>
    Array.from(row).filter((letter, item) => kinds.charAt(item) === 'r' && letter !== 'T'),
  );
  return 1 - letters.filter((letter) => letter === 'O').length / letters.length;
}

function lettersOf(spec: Spec, measurements: readonly Measurement[]): readonly string[] {
  const id = specId(measuredSpec(spec));
  const made = measurements.filter((each) => each.spec === id);
  if (made.length === 0) throw new RangeError(`The grid has no run of ${id}`);
  return made.map(({ letters }) => letters);
}
