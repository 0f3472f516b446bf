/** One character per count: base 36, and further for evaluations of more than 35 runs. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/';

/** What a character code stands for; a table, since this is asked millions of times in a simulation. */
const COUNTS = new Uint8Array(128);
for (let count = 0; count < DIGITS.length; count += 1) COUNTS[DIGITS.charCodeAt(count)] = count;

/**
 * Counts as text, one character each.
 *
 * @param counts - each in [0, 63]
 */
export function countDigits(counts: readonly number[]): string {
  return counts.map(digit).join('');
}

function digit(count: number): string {
  const found = DIGITS[count];
  if (found === undefined) {
    throw new RangeError(`Cannot write ${count} as one character: expected 0 to 63`);
  }
  return found;
}

/** The counts that such a text says. */
export function countsOf(text: string): readonly number[] {
  return Array.from(text, (_, place) => countAt(text, place));
}

/** The count that stands at a place of such a text; 0 past its end. */
export function countAt(text: string, place: number): number {
  return COUNTS[text.charCodeAt(place)] ?? 0;
}
