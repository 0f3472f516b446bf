import { NEW_LEDGER, takeTicket } from '../gates/ledger';
import { runsAtLook } from '../loop/plan-looks';
import { type Rng, seededRandom } from '../statistics/seeded-random';
import type { Policy } from '../study/study';
import { LOOKS } from './play-candidate';

export const STRATEGIES = ['gate-all', 'screen'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What simulations are made with. */
export interface Setting {
  readonly policy: Policy;
  /** The same seed gives the same numbers. */
  readonly seed: number;
  /** Candidates played per figure: 300 leave a standard error of 0.023 at a chance of 0.8, 80 one of 0.045. */
  readonly plays: number;
}

/** The equal tickets of a study: how many there are, and the level of each. */
export function ticketsOf(policy: Policy, strategy: Strategy): { count: number; level: number } {
  const asked = { ...policy, strategy };
  const { level } = takeTicket(NEW_LEDGER, asked).ticket;
  return { count: policy.tickets ?? (strategy === 'screen' ? 16 : 64), level };
}

/** Of the tickets of all strategies. */
export function leastLevelOf(policy: Policy): number {
  return Math.min(...STRATEGIES.map((strategy) => ticketsOf(policy, strategy).level));
}

/** Runs of candidate and baseline at the three looks: 7, 14 and 28 by default. */
export function runsOfLooks(policy: Policy): readonly number[] {
  return LOOKS.map((look) => runsAtLook(policy, look));
}

/** Chance for the n-th play; plays of other candidates have the same, so that they are compared on equal terms. */
export function rngOf({ seed }: Setting, play: number): Rng {
  return seededRandom(seed * 104_729 + play * 7_919 + 7);
}
