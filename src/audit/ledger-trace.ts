import {
  handOn,
  type Ledger,
  type Look,
  NEW_LEDGER,
  openEpoch,
  type Ticket,
} from '../gates/ledger';
import type { EventOf } from '../history/event-entry';
import type { StudyEvent } from '../history/study-event';
import { specId } from '../spec/spec-id';
import type { CarriedState } from '../study/carried-state';

/** The error budget as a cycle's decisions use it up, one after another. */
export interface LedgerTrace {
  readonly ledger: () => Ledger;
  /** What a candidate was given at an earlier look; null: it takes a ticket now, or none. */
  readonly ticketOf: (event: EventOf<'candidate-decided'>) => Ticket | null;
  readonly decided: (
    event: EventOf<'candidate-decided'>,
    after: { readonly ledger: Ledger; readonly ticket: Ticket | null },
  ) => void;
  /** Follows what other events do to the budget. */
  readonly follow: (event: StudyEvent) => void;
}

/** @param carried - what the cycle began with; undefined in a study's first one */
export function ledgerTrace(carried: CarriedState | undefined): LedgerTrace {
  let ledger = carried?.ledger ?? NEW_LEDGER;
  const tickets = new Map(heldTickets(carried));
  const looks = new Map<string, { readonly ticket: Ticket | null; readonly look: Look }>();
  return {
    ledger: () => ledger,
    ticketOf: ({ candidate, decision }) =>
      decision.look === 1 ? null : (tickets.get(specId(candidate.spec)) ?? null),
    decided: ({ id, candidate, decision }, after) => {
      ledger = after.ledger;
      tickets.set(specId(candidate.spec), after.ticket);
      looks.set(id, { ticket: after.ticket, look: lookOf(decision.look) });
    },
    follow: (event) => {
      const won = event.type === 'baseline-promoted' ? looks.get(event.decision) : undefined;
      if (won?.ticket) ledger = handOn(ledger, won.ticket, won.look);
      if (isDrift(event)) ledger = openEpoch(ledger);
    },
  };
}

/** What the candidates on HOLD were given, by their specs. */
function heldTickets(carried: CarriedState | undefined): readonly [string, Ticket | null][] {
  const holds = carried?.phases.flatMap(({ gated }) => gated?.holds ?? []) ?? [];
  return holds.map(({ candidate, ticket }) => [specId(candidate.spec), ticket]);
}

function isDrift(event: StudyEvent): boolean {
  return event.type === 'baseline-measured' && event.drift !== undefined;
}

/** Decisions of plain gates have one look. */
export function lookOf(look: number | undefined): Look {
  return look === 2 || look === 3 ? look : 1;
}
