/** What a look at a resting route came to. */
export const WATCH_VERDICTS = [
  /** It shows what it promised, as far as can be told. */
  'as-promised',
  /** It does not, but something was done about that a short while ago: it is left alone until the cool-down is over. */
  'cooling-down',
  /** It does not, and the route before it is not certainly better: the study searches again. */
  're-opened',
  /** It does not, and the route before it is certainly better: that one is the route again. */
  'rolled-back',
] as const;
export type WatchVerdict = (typeof WATCH_VERDICTS)[number];

/** The last look at a phase's route, as the status tells it. */
export interface Watched {
  readonly verdict: WatchVerdict;
  readonly reason: string;
  /** Workflow time, ISO 8601. */
  readonly at: string;
}

export const MAX_WATCHED_REASON = 500;
