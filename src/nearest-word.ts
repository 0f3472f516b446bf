/** Among more words nobody looks for a mistyped one, and comparing them all takes seconds. */
const MOST_KNOWN = 100;

/** Letters of a word that somebody may have typed; comparing takes as much as the square of them. */
const LONGEST_WORD = 200;

/**
 * The known word that a mistyped one most likely meant: at most a third of its letters away, rounded up.
 *
 * @returns null when nothing is near
 */
export function nearestWord(word: string, known: readonly string[]): string | null {
  let nearest: string | null = null;
  let less = LONGEST_WORD;
  for (const candidate of known.slice(0, MOST_KNOWN)) {
    const distance = distanceBelow(less, word, candidate);
    if (distance === null) continue;
    nearest = candidate;
    less = distance;
  }
  return nearest;
}

/** `; did you mean "items"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearestWord(word, known);
  return near === null ? '' : `; did you mean "${near}"?`;
}

/** How far the two are apart; null: no less than that, or more than a mistype. */
function distanceBelow(less: number, word: string, candidate: string): number | null {
  const longer = Math.max(word.length, candidate.length);
  const most = Math.min(Math.ceil(longer / 3), less - 1);
  // They are at least as far apart as one is longer, which spares the work for most words.
  const longerBy = longer - Math.min(word.length, candidate.length);
  if (longer > LONGEST_WORD || longerBy > most) return null;
  return editDistance(word.toLowerCase(), candidate.toLowerCase(), most);
}

/**
 * Letters to insert, delete or replace; null: more than `most`. Names nothing global, such as `Math`, per pair of
 * letters: where a workflow's code runs, that takes a hundred times as long as the rest.
 */
export function editDistance(from: string, to: string, most: number): number | null {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 0; row < from.length; row += 1) {
    previous = nextRow(previous, from.charCodeAt(row), { row, to, most });
    if (previous.every((distance) => distance > most)) return null;
  }
  const distance = previous[to.length] ?? most + 1;
  return distance > most ? null : distance;
}

interface Row {
  readonly row: number;
  readonly to: string;
  readonly most: number;
}

/** Only around the diagonal: further from it than `most`, everything is further apart than that. */
function nextRow(previous: readonly number[], letter: number, { row, to, most }: Row): number[] {
  const first = Math.max(row - most, 0);
  const end = Math.min(row + most + 1, to.length);
  const current = [row + 1, ...Array<number>(first).fill(most + 1)];
  for (let column = first; column < end; column += 1) {
    const replaced = (previous[column] ?? most) + (to.charCodeAt(column) === letter ? 0 : 1);
    const deleted = (previous[column + 1] ?? most) + 1;
    const inserted = (current[column] ?? most) + 1;
    const less = replaced < deleted ? replaced : deleted;
    current.push(less < inserted ? less : inserted);
  }
  return current;
}
