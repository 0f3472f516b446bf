import type { Rng } from '../../../../src/statistics/seeded-random';
import type { Reason } from '../behaviours';
import type { World } from '../world';

/** How a cause is brought about in a plain world, and how its bite is seen. */
export interface CauseOfWorlds {
  readonly how: string;
  readonly world: (rng: Rng) => World;
  /** The behaviour that must have made outcomes go wrong; null: none must have. */
  readonly reason: Reason | null;
  /** At least so many outcomes, as a share of all; the cause did not bite below it. */
  readonly atLeast: (world: World) => number;
  /** Does it show in the order of the runs, however few of the outcomes it makes go wrong? */
  readonly order?: boolean;
}

/** At least two outcomes, whatever the size. */
export const TWO = ({ items, runs }: World): number => 2 / (items.length * runs);
