import type { Decided } from '../candidates/pick-winner';
import type { PhaseOutcome } from './desk';

/** What a strategy made of a cycle: the verdicts, and the winner where a candidate was promoted. */
export interface Contest {
  readonly verdicts: PhaseOutcome['verdicts'];
  readonly winner: Decided | null;
}
