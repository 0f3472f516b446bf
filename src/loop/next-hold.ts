import { type Candidate, changesOf } from '../candidates/candidate';
import type { Change } from '../candidates/changes';
import type { Decision } from '../gates/gate';
import type { Ticket } from '../gates/ledger';
import type { EvidenceBatch } from '../runs/gate-evidence';
import { withFactor } from '../study/factor-space';
import { type Hold, MAX_HOLD_CHARACTERS, MAX_HOLDS } from '../study/gated-state';
import type { Planned } from './desk';

/** What a look at a candidate came to. */
export interface Looked {
  readonly plan: Planned;
  readonly decision: Decision;
  readonly ticket: Ticket | null;
  /** All that counts of the candidate now, this look's runs with it. */
  readonly batches: readonly EvidenceBatch[];
  /** The change that would mend an unstable evaluation; null: none is known, it is made afresh as it is. */
  readonly repair: Change | null;
}

/** What is scheduled for a candidate on HOLD; null for one that is decided. */
export function nextHold({ plan, decision, ticket, batches, repair }: Looked): Hold | null {
  if (decision.verdict !== 'HOLD' || plan.look === 3) return null;
  const unstable = decision.gates.some(
    ({ gate, outcome }) => gate === 'G2 stability' && outcome !== 'pass',
  );
  return {
    candidate: unstable && repair ? repaired(plan.candidate, repair) : plan.candidate,
    label: plan.label,
    batches: unstable ? [] : batches,
    look: plan.look === 1 ? 2 : 3,
    ticket,
    why: unstable ? 'unstable' : 'unproven',
    distance: distanceOf(decision),
  };
}

function distanceOf({ gain, test }: Decision): number {
  const standardError = test?.standardError ?? 0;
  return standardError === 0 ? 0 : gain / standardError;
}

function repaired(candidate: Candidate, repair: Change): Candidate {
  return {
    ...candidate,
    spec: withFactor(candidate.spec, repair.factor, repair.to),
    changes: [...changesOf(candidate), repair],
  };
}

/** Is there room for one more hold beside these, in the state that a cycle hands on? */
export function hasRoom(
  holds: readonly Hold[],
  hold: Hold,
  elsewhere: { readonly count: number; readonly characters: number },
): boolean {
  const characters = JSON.stringify([...holds, hold]).length + elsewhere.characters;
  return holds.length + elsewhere.count < MAX_HOLDS && characters <= MAX_HOLD_CHARACTERS;
}

/** Is there too little room left to be sure that one more fits? A hold grows with its looks: twice the largest is enough. */
export function isFull(
  holds: readonly Hold[],
  elsewhere: { readonly count: number; readonly characters: number },
): boolean {
  const largest = holds.toSorted((a, b) => charactersOf(b) - charactersOf(a))[0];
  return largest !== undefined && !hasRoom([...holds, largest], largest, elsewhere);
}

function charactersOf(hold: Hold): number {
  return JSON.stringify(hold).length;
}
