import { WINDOW_MS } from '../../src/pool/pool';
import type { GivenRequests, UsedRequests } from '../../src/pool/pool-messages';
import { stopwatch } from './steady-clock';

/** Requests that began together are told together. */
const STEP_MS = 2_000;

/** The requests that a lease may begin, and those that it has begun. */
export interface RequestShare {
  /** What the pool gave, in all; null: no limit. */
  give(given: GivenRequests | null): void;
  /**
   * Begins a request, if one is left.
   *
   * @returns null: it may begin; else the milliseconds after which more may be there
   */
  begin(): number | null;
  used(): UsedRequests;
}

export function createRequestShare(): RequestShare {
  let share: GivenRequests | null = null;
  let begun: { readonly ago: () => number; count: number }[] = [];
  let total = 0;
  return {
    give: (given) => {
      share = given;
    },
    begin: () => {
      if (share !== null && total >= share.given) return share.moreInMs;
      total += 1;
      const last = begun.at(-1);
      // Told with the age of the last of them, a step begins anew before it is too old.
      if (last && last.ago() < STEP_MS) last.count += 1;
      else begun.push({ ago: stopwatch(), count: 1 });
      return null;
    },
    used: () => {
      begun = begun.filter(({ ago }) => ago() < WINDOW_MS + STEP_MS);
      // Counted as begun at the end of their step: rather too late than too early.
      return {
        total,
        recent: begun.map(({ ago, count }) => [Math.max(0, Math.round(ago() - STEP_MS)), count]),
      };
    },
  };
}
