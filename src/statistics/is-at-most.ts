/** Two numbers this close, relative to each other, are the same: a p is a sum of many roundings. */
const TOLERANCE = 1e-9;

/** Is a p at most the level? 1/20 is at most 0.05, in whatever order it was added up. */
export function isAtMost(p: number, level: number): boolean {
  return p <= level * (1 + TOLERANCE);
}
