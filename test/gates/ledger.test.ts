import {
  handOn,
  lookLevel,
  MAX_SPENDINGS,
  NEW_LEDGER,
  openEpoch,
  takeTicket,
  withSpending,
} from '../../src/gates/ledger';
import { DEFAULT_POLICY } from '../../src/study/study';

const levelOfTicket = (tickets: number, policy = DEFAULT_POLICY): number =>
  takeTicket({ ...NEW_LEDGER, tickets }, policy).ticket.level;

describe('the error budget', () => {
  it('gives 64 equal shares of four fifths, then ever smaller ones', () => {
    expect(levelOfTicket(0)).toBeCloseTo((0.05 * 0.8) / 64, 15);
    expect(levelOfTicket(63)).toBe(levelOfTicket(0));
    // statistics.md 3.4: alpha x 0.2 x K / (k (k - 1))
    expect(levelOfTicket(64)).toBeCloseTo((0.05 * 0.2 * 64) / (65 * 64), 15);
    expect(levelOfTicket(999)).toBeLessThan(levelOfTicket(100));
  });

  it('gives 16 larger ones where a search nominates, or as many as the study says', () => {
    expect(levelOfTicket(0, { ...DEFAULT_POLICY, strategy: 'screen' })).toBeCloseTo(0.0025, 12);
    expect(levelOfTicket(0, { ...DEFAULT_POLICY, tickets: 4 })).toBeCloseTo(0.01, 12);
  });

  it('never adds up to more than alpha, however many tickets are taken', () => {
    let sum = 0;
    for (let tickets = 0; tickets < 100_000; tickets += 1) sum += levelOfTicket(tickets);
    expect(sum).toBeLessThan(0.05);
    expect(sum).toBeGreaterThan(0.0499);
  });

  it('gives two questions their share each, where a study also asks for speed or cost', () => {
    const tieBreak = { metric: 'latency', margin: 0.05, delta: 0.05 } as const;
    const policy = { ...DEFAULT_POLICY, tieBreak };
    const handed = { ...NEW_LEDGER, carry: 0.001 };
    const { ticket, ledger } = takeTicket(handed, policy);
    expect(ticket.number).toBe(2);
    expect(2 * ticket.level).toBeCloseTo(2 * levelOfTicket(0) + 0.001, 15);
    expect(ledger).toMatchObject({ tickets: 2, carry: 0 });
    let sum = 0;
    for (let taken = 0; taken < 100_000; taken += 2) sum += 2 * levelOfTicket(taken, policy);
    expect(sum).toBeLessThan(0.05);
  });

  it('weighs the looks half, a quarter and a quarter', () => {
    const ticket = { number: 1, level: 0.4 };
    expect(([1, 2, 3] as const).map((look) => lookLevel(ticket, look))).toEqual([0.2, 0.1, 0.1]);
  });

  it('hands the level of a promotion on to the next ticket, once', () => {
    const first = takeTicket(NEW_LEDGER, DEFAULT_POLICY);
    const spending = { ticket: 1, by: 'lfm', look: 1, level: 0.0003125, p: 0.0001 };
    const promoted = handOn(withSpending(first.ledger, spending), first.ticket, 1);
    expect(promoted.spent).toBeCloseTo(0, 15);
    const second = takeTicket(promoted, DEFAULT_POLICY);
    expect(second.ticket.level).toBeCloseTo(2 * first.ticket.level, 15);
    expect(takeTicket(second.ledger, DEFAULT_POLICY).ticket.level).toBe(first.ticket.level);
  });

  it('keeps the last spendings only, and begins anew in another epoch', () => {
    let ledger = NEW_LEDGER;
    for (let ticket = 1; ticket <= 40; ticket += 1) {
      ledger = withSpending(ledger, { ticket, by: `spec-${ticket}`, look: 1, level: 1e-4, p: 0.5 });
    }
    expect(ledger.recent).toHaveLength(MAX_SPENDINGS);
    expect(ledger.recent.at(-1)?.by).toBe('spec-40');
    expect(openEpoch(ledger)).toEqual({ ...NEW_LEDGER, epoch: 2 });
  });
});
