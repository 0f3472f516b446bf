import type { Noise } from '../calibration/noise';
import { runsOfLooks } from '../calibration/setting';
import { type Size, smallestGains } from '../calibration/smallest-gain';
import type { Policy } from '../study/study';

/** The smallest improvements that a study can certify with a suite, by look. */
export interface Shown {
  /** An assumed level, or `measured`. */
  readonly noise: string;
  /** Chance of a promotion. */
  readonly chance: number;
  /** Null: no improvement is certified by then, not even all that there is to gain. */
  readonly byLook: readonly { readonly runs: number; readonly smallest: Size | null }[];
}

const CHANCE = 0.8;
const SEED = 1;

/** By the simulation of `ratchet calibrate`, with the study's own policy. */
export function whatSuiteShows(noise: Noise, level: string, policy: Policy): Shown {
  const items = noise.chances.length;
  const plays = items <= 30 ? 300 : items <= 60 ? 150 : 80;
  const find = smallestGains(noise, { policy, seed: SEED, plays });
  return {
    noise: level,
    chance: CHANCE,
    byLook: runsOfLooks(policy).map((runs, look) => ({
      runs,
      smallest: find({ strategy: policy.strategy, look, chance: CHANCE }),
    })),
  };
}
