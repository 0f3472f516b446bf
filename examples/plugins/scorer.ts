import type { Scorer } from 'ratchet';

const PRICE = /(?:€|EUR)\s?(\d+(?:[.,]\d{2})?)/g;

/** Right where exactly one price is named, and politely. */
export const score: Scorer = ({ answer }) => {
  const prices = answer.match(PRICE) ?? [];
  return prices.length === 1 && /\b(please|thank|glad)/i.test(answer);
};
