import { chiSquaredRatioLimit } from '../statistics/chi-squared-limit';
import { type GridTotals, runSpread } from '../statistics/dispersion';
import type { Passes } from '../statistics/exact-test';

/** How a spec answers, as far as chance goes. */
export interface Noise {
  /** Per item the chance of a pass in one run, in [0, 1]. */
  readonly chances: readonly number[];
  /** By how much the variance of whole runs exceeds what their items explain, at least 1; 1: runs do not shift. */
  readonly phi: number;
}

/** What the runs of a pilot say about the noise; at least two runs. */
export function noiseOf(totals: GridTotals): Noise {
  return { chances: itemChances(totals), phi: shiftOf(totals) };
}

/**
 * Chances per item, each drawn towards the mean of all: the less the items differ from each other beside the chance in
 * them, the more. The prior is a beta distribution, its strength by the method of moments from all items together.
 *
 * Items that never varied do not prove that they cannot: one outcome more is taken to have gone the other way.
 *
 * @see Kleinman (1973), Proportions with extraneous variance
 */
export function itemChances({ passes, runs }: Passes): readonly number[] {
  const outcomes = passes.length * runs;
  const mean = (sum(passes) + 0.5) / (outcomes + 1);
  const within =
    sum(passes.map((count) => (count * (runs - count)) / (runs * (runs - 1)))) / passes.length +
    1 / outcomes;
  const alike = Math.max(0, 1 - within / (mean * (1 - mean)));
  if (alike === 0) return passes.map(() => mean);
  const strength = (1 - alike) / alike;
  return passes.map((count) => (count + strength * mean) / (runs + strength));
}

/** Whole-run shifts count only where chance would hardly show as much: in fewer than one pilot of a hundred. */
function shiftOf(totals: GridTotals): number {
  const { observed, explained } = runSpread(totals);
  if (explained === 0) return 1;
  const ratio = observed / explained;
  return ratio > chiSquaredRatioLimit(totals.runs - 1) ? ratio : 1;
}

/** An item is sure where it goes the other way in fewer than one run of twenty. */
const SURE = 0.05;

/** How many items are neither right nor wrong nearly always? */
export function unsureItems({ chances }: Noise): number {
  return chances.filter((chance) => chance > SURE && chance < 1 - SURE).length;
}

/** Mean accuracy, in [0, 1]. */
export function accuracyOf({ chances }: Noise): number {
  return sum(chances) / chances.length;
}

/** Standard deviation of the accuracy of a run. */
export function runDeviation({ chances, phi }: Noise): number {
  return Math.sqrt(phi * sum(chances.map((chance) => chance * (1 - chance)))) / chances.length;
}

/** The same noise on a suite of so many times as many items. */
export function withItems({ chances, phi }: Noise, times: number): Noise {
  return { chances: Array.from({ length: times }, () => chances).flat(), phi };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
