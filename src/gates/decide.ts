import { type GateEvidence, gainOver, runsOf } from '../runs/gate-evidence';
import { CERTIFIED_POLICY_VERSION, type Policy } from '../study/study';
import { identicalThroughout } from './certified-by-copies';
import { type Comparison, compare } from './compare';
import { firstMatch, type Gates } from './first-match';
import type { Decision } from './gate';
import { improvementGate } from './improvement-gate';
import {
  type Ledger,
  type Look,
  lookLevel,
  questionsOf,
  type Ticket,
  takeTicket,
  withSpending,
} from './ledger';
import { restraintGate } from './restraint-gate';
import { samplesGate } from './samples-gate';
import { stabilityGate } from './stability-gate';

/** What `decide` rests on, besides the evidence. */
export interface DecisionContext {
  readonly policy: Policy;
  readonly ledger: Ledger;
  readonly look: Look;
  /** Taken at an earlier look; null: none yet. */
  readonly ticket: Ticket | null;
  /** What the newest evaluation of the candidate was diagnosed with, one sentence. */
  readonly diagnosis: string;
}

export interface Decided {
  readonly decision: Decision;
  /** With what this look used up. */
  readonly ledger: Ledger;
  /** For the looks to come; null where nothing has cost anything. */
  readonly ticket: Ticket | null;
}

/**
 * Decides about a candidate at one of its looks: the four gates, then the first matching verdict. Pure: the same
 * evidence gives the same decision, to the bit, on every machine.
 *
 * Every promoted baseline is better than the one it replaced on this suite; the chance that any promotion of an epoch
 * is false is at most `policy.alpha`. See `docs/how-it-decides.md`.
 */
export function decide(
  candidate: GateEvidence,
  baseline: GateEvidence,
  context: DecisionContext,
): Decided {
  const { policy, look } = context;
  const empty = runsOf(candidate) === 0 || runsOf(baseline) === 0;
  const comparison = empty ? NO_COMPARISON : compare(candidate, baseline);
  const { ticket, ledger } = ticketFor(context, { candidate, baseline, comparison });
  const level = ticket ? lookLevel(ticket, look) : 0;
  const copiesDecide = policy.determinism === 'auto';
  const gates: Gates = {
    samples: samplesGate(candidate, baseline, policy),
    stability: stabilityGate(candidate, policy),
    improvement: improvementGate({
      candidate,
      baseline,
      comparison,
      level,
      copiesDecide,
      isLast: look === 3,
    }),
    restraint: restraintGate(candidate, policy),
  };
  const matched = firstMatch(gates, { candidate, baseline, ...context, level });
  const test = { ...comparison, level, ticket: ticket?.number ?? null };
  const decision: Decision = {
    ...matched,
    gates: [gates.samples, gates.stability, gates.improvement, gates.restraint],
    gain: empty ? 0 : gainOver(candidate, baseline),
    evidence: [newest(candidate), newest(baseline)],
    policyVersion: CERTIFIED_POLICY_VERSION,
    look,
    test,
  };
  if (!ticket) return { decision, ledger, ticket };
  const spending = {
    ticket: ticket.number,
    by: candidate.specId,
    look,
    level: level * questionsOf(policy),
    p: comparison.p,
  };
  return { decision, ledger: withSpending(ledger, spending), ticket };
}

const NO_COMPARISON: Comparison = {
  statistic: 0,
  expected: 0,
  variance: 0,
  phi: 1,
  p: 1,
  standardError: 0,
};

interface Compared {
  readonly candidate: GateEvidence;
  readonly baseline: GateEvidence;
  readonly comparison: Comparison;
}

/** A comparison costs its part of the budget, but for one that no chance has a part in. */
function ticketFor(
  { policy, ledger, ticket }: DecisionContext,
  compared: Compared,
): { readonly ticket: Ticket | null; readonly ledger: Ledger } {
  if (ticket) return { ticket, ledger };
  return isFree(compared, policy) ? { ticket: null, ledger } : takeTicket(ledger, policy);
}

/**
 * Free where no item tells the two apart, unless speed or cost is then compared; where too few runs were made to
 * compare anything; and where identical answers certify the difference.
 */
function isFree({ candidate, baseline, comparison }: Compared, policy: Policy): boolean {
  if (Math.min(runsOf(candidate), runsOf(baseline)) < policy.minSamples) return true;
  if (policy.determinism === 'auto' && identicalThroughout(candidate, baseline)) {
    return comparison.variance > 0 || policy.tieBreak === null;
  }
  return comparison.variance === 0 && policy.tieBreak === null;
}

function newest({ batches }: GateEvidence): string {
  return batches.at(-1)?.evaluation ?? '';
}
