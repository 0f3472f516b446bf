/** From so many runs on: the true accuracy of the spec that a player stands for, whether or not it is certified. */
export interface Standing {
  readonly runs: number;
  readonly accuracy: number;
}

/** A player's way to where it stands. */
export interface Course {
  /** Oldest first. */
  readonly standings: readonly Standing[];
  /** True accuracy of the world's best spec. */
  readonly best: number;
}

/** Specs this close to the best are as good as it. */
const AS_GOOD = 0.01 + 1e-9;

/** Runs until the player stood for one of the best specs for the first time; null: never. */
export function firstAtBest({ standings, best }: Course): number | null {
  return standings.find(({ accuracy }) => accuracy >= best - AS_GOOD)?.runs ?? null;
}

/** Does the player stand for one of the best specs after so many runs? */
export function isAtBestAfter(course: Course, runs: number): boolean {
  return gapAfter(course, runs) <= AS_GOOD;
}

/** What the player's spec then lacks of the best one's true accuracy, in [0, 1]; all of it where it stands for nothing. */
export function gapAfter({ standings, best }: Course, runs: number): number {
  return best - (standings.findLast((standing) => standing.runs <= runs)?.accuracy ?? 0);
}
