import type { OutcomeGrid } from './diagnosis';
import { passesOf } from './grid';

/** How the failures of a run depend on the place of the item in it. */
export interface TurnOrder {
  /** Failures over all runs in the first and in the last third of the items. */
  readonly early: number;
  readonly late: number;
  /** Of the first item that ever fails, from 0. */
  readonly firstFailing: number;
  /**
   * By how many standard deviations the failures stand later than items in random order would put them. The items are
   * the sample here, not the runs, since at temperature 0 runs repeat each other.
   */
  readonly deviations: number;
}

/** Do the failures of a conversation come late in it? */
export function turnOrder(grid: OutcomeGrid): TurnOrder {
  const items = grid.callDue.length;
  const fails = Array.from(grid.callDue.keys(), (item) => grid.rows.length - passesOf(grid, item));
  const third = Math.ceil(items / 3);
  return {
    early: sum(fails.slice(0, third)),
    late: sum(fails.slice(items - third)),
    firstFailing: fails.findIndex((count) => count > 0),
    deviations: deviationsOf(fails),
  };
}

/** Of the sum of place times failures from its mean, over all orders of the items. */
function deviationsOf(fails: readonly number[]): number {
  const items = fails.length;
  const middle = (items - 1) / 2;
  const mean = sum(fails) / items;
  const observed = sum(fails.map((count, place) => (place - middle) * (count - mean)));
  const spread = (values: readonly number[], centre: number): number =>
    sum(values.map((value) => (value - centre) * (value - centre)));
  const places = spread(Array.from(fails.keys()), middle);
  const variance = (places * spread(fails, mean)) / (items - 1);
  return variance > 0 ? observed / Math.sqrt(variance) : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
