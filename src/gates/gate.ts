/** What one gate says. `undecided` means that the data cannot tell; it is never read as a pass. */
export type GateOutcome = 'pass' | 'fail' | 'undecided';

export const GATES = ['G1 samples', 'G2 stability', 'G3 improvement', 'G4 restraint'] as const;
export type GateName = (typeof GATES)[number];

export interface GateResult {
  readonly gate: GateName;
  readonly outcome: GateOutcome;
  /** The sentence with its numbers. */
  readonly reason: string;
  /** The numbers themselves, to redo it by hand. */
  readonly evidence: Readonly<Record<string, number | null>>;
}

/** What a policy decides about a candidate. */
export type Verdict = 'PROMOTE' | 'HOLD' | 'REJECT';

export interface Decision {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly gates: readonly GateResult[];
  /** Candidate's mean accuracy minus the baseline's, in [-1, 1]. */
  readonly gain: number;
  /** Evaluations that it rests on: the newest of the candidate, the newest of the baseline. */
  readonly evidence: readonly [string, string];
  readonly policyVersion: string;
  /** From 1; not there where plain gates decided, which look once. */
  readonly look?: number;
  /** The test behind G3; not there where plain gates decided. */
  readonly test?: ImprovementTest;
  /** What an equal candidate was promoted for. */
  readonly tieBreak?: 'latency' | 'cost';
  /** Why a gate of the study's own keeps from promotion what the built-in gates would promote. */
  readonly objection?: Objection;
}

/** What a gate of the study's own says against a promotion. */
export interface Objection {
  /** File name of the gate. */
  readonly gate: string;
  readonly sha256: string;
  readonly reason: string;
}

/** The comparison of candidate and baseline, item by item: see `docs/how-it-decides.md`. */
export interface ImprovementTest {
  /** Passes of the candidate in all, and what chance would deal it. */
  readonly statistic: number;
  readonly expected: number;
  readonly variance: number;
  /** By how much whole runs vary more than their items explain, at least 1. */
  readonly phi: number;
  /** How often chance alone would show as much, phi priced in. */
  readonly p: number;
  /** How often this look may err; 0 where no ticket was taken. */
  readonly level: number;
  /** Number of the ticket; null where none was taken. */
  readonly ticket: number | null;
  /** Standard error of the gain, in accuracy. */
  readonly standardError: number;
}
