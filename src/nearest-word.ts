/** Among more words nobody looks for a mistyped one, and comparing them all takes seconds. */
const MOST_KNOWN = 100;

/**
 * The known word that a mistyped one most likely meant: at most a third of its letters away, rounded up.
 *
 * @returns null when nothing is near
 */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const near = known
    .slice(0, MOST_KNOWN)
    .filter((candidate) => isOfLikeLength(word, candidate))
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= allowedDistance(word, candidate))
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.candidate ?? null;
}

/** `; did you mean "items"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearestWord(word, known);
  return near === null ? '' : `; did you mean "${near}"?`;
}

/** Their distance is at least what one is longer, which spares the work for a word of a megabyte. */
function isOfLikeLength(left: string, right: string): boolean {
  return Math.abs(left.length - right.length) <= allowedDistance(left, right);
}

function allowedDistance(left: string, right: string): number {
  return Math.ceil(Math.max(left.length, right.length) / 3);
}

/** Letters to insert, delete or replace, case set aside. */
function editDistance(left: string, right: string): number {
  const from = left.toLowerCase();
  const to = right.toLowerCase();
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of from.split('').entries()) {
    previous = nextRow(previous, letter, { row, to });
  }
  return previous.at(-1) ?? 0;
}

function nextRow(
  previous: readonly number[],
  letter: string,
  { row, to }: { row: number; to: string },
): number[] {
  const current = [row + 1];
  for (let column = 0; column < to.length; column += 1) {
    const replaced = (previous[column] ?? 0) + (to[column] === letter ? 0 : 1);
    const deleted = (previous[column + 1] ?? 0) + 1;
    const inserted = (current[column] ?? 0) + 1;
    current.push(Math.min(replaced, deleted, inserted));
  }
  return current;
}
