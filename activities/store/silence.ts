/** How long has a lock not been renewed, as this process has seen it? */
export interface Silence {
  /**
   * Takes a look into account.
   *
   * @param sign - of the lock as it is now: it differs after each renewal
   * @param nowMs - of a clock that never goes back
   * @returns milliseconds without a renewal, in looks that were at most `longestLookMs` apart
   */
  look(sign: string, nowMs: number): number;
}

/**
 * Only time in which this process looked counts: after a sleep in which the owner slept too (a laptop, a virtual
 * machine), the owner gets the whole time again to show that it lives. The owner's clock is never read.
 */
export function silence(longestLookMs: number): Silence {
  let last: { readonly sign: string; readonly nowMs: number; readonly silentMs: number } | null =
    null;
  return {
    look(sign, nowMs) {
      const passed = last === null ? 0 : Math.min(nowMs - last.nowMs, longestLookMs);
      const silentMs = last?.sign === sign ? last.silentMs + passed : 0;
      last = { sign, nowMs, silentMs };
      return silentMs;
    },
  };
}
