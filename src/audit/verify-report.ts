import type { StudyEvent } from '../history/study-event';

/** What an audit found in order, besides its findings. */
export interface VerifyReport {
  readonly study: string;
  /** Events of the log, and how many of them archived histories hold. */
  readonly events: number;
  readonly archived: number;
  readonly decisions: number;
  readonly histories: number;
  readonly transcripts: number;
  readonly bundles: number;
  /** What could not be checked, and why. */
  readonly notes: readonly string[];
  /** What a person keeps elsewhere, to find out about an archive that was rewritten as a whole; null: nothing is proven. */
  readonly head: string | null;
}

/** Verdicts, judgements and claims: what an audit decides again. */
export function decisionsIn(events: readonly StudyEvent[]): number {
  return events.filter(({ type }) => DECISIONS.includes(type)).length;
}

const DECISIONS: readonly StudyEvent['type'][] = [
  'candidate-decided',
  'promotion-verified',
  'diagnosed',
  'trial-kept',
  'trial-undone',
  'held-out-measured',
];
