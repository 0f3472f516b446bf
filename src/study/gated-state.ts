import type { Candidate } from '../candidates/candidate';
import type { Ticket } from '../gates/ledger';
import type { HeldOutClaim } from '../held-out/held-out-claim';
import type { EvidenceBatch } from '../runs/gate-evidence';
import { NO_SCREENING, type Screening } from '../search/screening';

/** What certified decisions carry from one cycle of a phase to the next. */
export interface GatedState {
  /** The baseline's gate runs, oldest first: at most those of the last look. */
  readonly evidence: readonly EvidenceBatch[];
  /** Candidates that wait for what would decide about them, in planned order. */
  readonly holds: readonly Hold[];
  /** Screening runs, which are never evidence; empty where every candidate is gated. */
  readonly screened: Screening;
  /** Cycles for which a likely better spec has waited to be gated, while others promise more. */
  readonly waited: number;
  /** Cycles in a row without a promotion or a kept repair. */
  readonly dryCycles: number;
  /** The largest improvement that what was rejected against this baseline could still hide; null: nothing was. */
  readonly hidden: HiddenGain | null;
  /** What the baseline showed before the study first rested with it; not there: it has not rested with it. */
  readonly promise?: RoutePromise;
  /** The held-out items say this once in a study; null: not measured yet. */
  readonly heldOut: HeldOutClaim | null;
}

/** What a route showed when it was found: what later looks at it are held against. */
export interface RoutePromise {
  readonly runs: number;
  /** Per item in how many of these runs it was right; one character each, see `count-digits.ts`. */
  readonly passesByItem: string;
}

/** A rejected candidate as far as it was measured. */
export interface HiddenGain {
  readonly specId: string;
  /** Measured gain in mean accuracy, in [-1, 1], and its standard error. */
  readonly gain: number;
  readonly standardError: number;
  /** Runs of the candidate. */
  readonly runs: number;
}

/** A candidate on HOLD: something that would decide is missing, and this is what is scheduled. */
export interface Hold {
  /** With the repair in it, where an unstable evaluation asks for one. */
  readonly candidate: Candidate;
  /** `variant-atomic`: its evaluations are named after it. */
  readonly label: string;
  /** What counts of the looks so far; empty where an unstable evaluation is made afresh. */
  readonly batches: readonly EvidenceBatch[];
  /** The look to come. */
  readonly look: 2 | 3;
  /** Null where no look has cost anything yet. */
  readonly ticket: Ticket | null;
  readonly why: 'unproven' | 'unstable';
  /** Measured gain in standard errors at the last look. */
  readonly distance: number;
}

export const NOTHING_GATED: GatedState = {
  evidence: [],
  holds: [],
  screened: NO_SCREENING,
  waited: 0,
  dryCycles: 0,
  hidden: null,
  heldOut: null,
};

/** Of all phases together. */
export const MAX_HOLDS = 16;
/** Characters of all holds together as JSON: they travel in the state that a cycle hands on. */
export const MAX_HOLD_CHARACTERS = 12_000;

/** The state with a new baseline: what was measured against the old one decides nothing any more. */
export function gatedAnew(gated: GatedState, evidence: readonly EvidenceBatch[]): GatedState {
  const { promise: _, ...others } = gated;
  return { ...others, evidence, holds: [], waited: 0, dryCycles: 0, hidden: null };
}
