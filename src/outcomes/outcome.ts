/**
 * What became of one item in one run, one letter each.
 *
 * `P` right · `W` wrong tool · `A` right tool, wrong arguments · `N` no call where one was due ·
 * `O` a call where none was due · `M` tries to be a call and cannot be read as one, or breaks the tool's schema · `T` timed out
 */
export const OUTCOMES = ['P', 'W', 'A', 'N', 'O', 'M', 'T'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export function isOutcome(letter: string): letter is Outcome {
  return OUTCOMES.some((outcome) => outcome === letter);
}
