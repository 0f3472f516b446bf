/** A source of numbers in [0, 1). Passed in wherever chance plays a part, so that a seed repeats it. */
export type Rng = () => number;

/**
 * A repeatable source: the same seed gives the same numbers on every machine.
 * Good for shuffling what is tried first; not for statistics that need long periods.
 *
 * @param seed - any integer; its low 32 bits count
 * @see Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators, in its 32-bit form
 */
export function seededRandom(seed: number): Rng {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 4_294_967_296;
  };
}

/** The list in an order that the source decides; the original is left as it was. */
export function shuffled<T>(list: readonly T[], rng: Rng): readonly T[] {
  const keyed = list.map((value) => ({ value, key: rng() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
}

/** A seed from a text, in [0, 2^31): the same text gives the same seed (FNV-1a, Fowler, Noll, Vo). */
export function seedFromText(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 1;
}
