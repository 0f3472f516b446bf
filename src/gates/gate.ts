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
  /** Evaluations that it rests on: candidate's, baseline's. */
  readonly evidence: readonly [string, string];
  readonly policyVersion: string;
}

/** The error budget of a study: what its decisions have spent. The seed's plain gates spend none. */
export interface Ledger {
  /** Tickets taken so far, in planned order. */
  readonly tickets: number;
}

export const NEW_LEDGER: Ledger = { tickets: 0 };
