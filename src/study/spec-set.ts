/**
 * A set of spec numbers as text, four to a hexadecimal digit: what was tried, small enough to travel in workflow input.
 * The empty set is the empty text; digits that would follow are zeros.
 */
export type SpecSet = string;

export function hasSpec(set: SpecSet, index: number): boolean {
  const digit = set[Math.floor(index / 4)];
  if (digit === undefined) return false;
  return (Number.parseInt(digit, 16) & (1 << (index % 4))) !== 0;
}

export function addSpec(set: SpecSet, index: number): SpecSet {
  const place = Math.floor(index / 4);
  const padded = set.padEnd(place + 1, '0');
  const digit = Number.parseInt(padded.charAt(place), 16) | (1 << (index % 4));
  return padded.slice(0, place) + digit.toString(16) + padded.slice(place + 1);
}

/** How many specs it holds. */
export function countSpecs(set: SpecSet): number {
  return set.split('').reduce((count, digit) => count + onesIn(Number.parseInt(digit, 16)), 0);
}

function onesIn(digit: number): number {
  return (digit & 1) + ((digit >> 1) & 1) + ((digit >> 2) & 1) + ((digit >> 3) & 1);
}
