import type { Policy } from '../study/study';

/** The error budget of a study: what its decisions have used up. */
export interface Ledger {
  /** From 1; drift opens another, with a budget of its own. */
  readonly epoch: number;
  /** Tickets taken in this epoch, in planned order. */
  readonly tickets: number;
  /** Level that the last promotion hands on to the next ticket. */
  readonly carry: number;
  /** Levels that looks have used up in this epoch, in [0, alpha]. */
  readonly spent: number;
  /** Who used up what: newest last, at most `MAX_SPENDINGS`. */
  readonly recent: readonly Spending[];
}

/** One look's part of the budget. */
export interface Spending {
  readonly ticket: number;
  /** Spec id of the candidate. */
  readonly by: string;
  readonly look: number;
  readonly level: number;
  /** What its test came to; null where it was decided without. */
  readonly p: number | null;
}

export const MAX_SPENDINGS = 16;

export const NEW_LEDGER: Ledger = { epoch: 1, tickets: 0, carry: 0, spent: 0, recent: [] };

/** A candidate's right to be tested: its number, and its level over all looks together. */
export interface Ticket {
  readonly number: number;
  readonly level: number;
}

export type Look = 1 | 2 | 3;

/** What each look may use of its ticket. */
const WEIGHTS: Readonly<Record<Look, number>> = { 1: 0.5, 2: 0.25, 3: 0.25 };

/** The share of the budget that the first tickets have, in equal parts; the rest is for all that come after. */
const HEAD_SHARE = 0.8;

/**
 * The next ticket. The levels of all tickets there can ever be add up to the study's alpha: equal ones first, then
 * ever smaller ones; what a promotion hands on comes on top.
 *
 * Where a candidate may also be promoted for speed or cost, it is asked two questions, and each may err: it takes two
 * numbers, and the level is that of one question.
 */
export function takeTicket(
  ledger: Ledger,
  policy: Policy,
): { readonly ticket: Ticket; readonly ledger: Ledger } {
  const questions = questionsOf(policy);
  const number = ledger.tickets + questions;
  const level = levelOf(number, policy) + ledger.carry / questions;
  return { ticket: { number, level }, ledger: { ...ledger, tickets: number, carry: 0 } };
}

/** How many questions, each with a chance to err, a look asks: is it better, and may it be promoted for something else? */
export function questionsOf({ tieBreak }: Policy): 1 | 2 {
  return tieBreak === null ? 1 : 2;
}

function levelOf(number: number, policy: Policy): number {
  const { alpha } = policy;
  const equal = equalTickets(policy);
  return number <= equal
    ? (alpha * HEAD_SHARE) / equal
    : (alpha * (1 - HEAD_SHARE) * equal) / (number * (number - 1));
}

/** Many where every candidate is tested, few where a search nominates the best. */
function equalTickets({ tickets, strategy }: Policy): number {
  return tickets ?? (strategy === 'screen' ? 16 : 64);
}

/** What this look may use of the ticket. */
export function lookLevel({ level }: Ticket, look: Look): number {
  return level * WEIGHTS[look];
}

/** The ledger after a look that was tested at its level. */
export function withSpending(ledger: Ledger, spending: Spending): Ledger {
  return {
    ...ledger,
    spent: ledger.spent + spending.level,
    recent: [...ledger.recent, spending].slice(-MAX_SPENDINGS),
  };
}

/**
 * After a promotion: what its hypothesis was given is free again, and goes to the next ticket.
 *
 * @param ticket - of the promoted candidate
 * @param look - the look that promoted it
 */
export function handOn(ledger: Ledger, ticket: Ticket, look: Look): Ledger {
  const used = ([1, 2, 3] as const)
    .filter((each) => each <= look)
    .reduce((sum, each) => sum + lookLevel(ticket, each), 0);
  return {
    ...ledger,
    carry: ledger.carry + ticket.level,
    spent: Math.max(0, ledger.spent - used),
  };
}

/** Drift re-opens the study: a new epoch, with a budget of its own, reported apart. */
export function openEpoch({ epoch }: Ledger): Ledger {
  return { ...NEW_LEDGER, epoch: epoch + 1 };
}
