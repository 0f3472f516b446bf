/** How much of an input a reader is ready for. */
export interface SizeLimits {
  /** Characters of all texts and names, and one for everything else. */
  readonly size: number;
  /** Lists and objects within each other. */
  readonly depth: number;
  /** Values in all lists and objects; left out: as many as the size allows. */
  readonly values?: number;
}

/**
 * Why an input is too large to be read; null: it is not. Looks at no more of it than the limits allow, without
 * recursion: what it is asked about may have been made to exhaust whoever reads it.
 */
export function tooLarge(
  input: unknown,
  { size, depth, values = size }: SizeLimits,
): string | null {
  let left = size;
  let seen = 0;
  const waiting: Waiting[] = [{ value: input, level: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, level } = next;
    seen += 1;
    left -= typeof value === 'string' ? value.length + 1 : 1;
    if (typeof value === 'object' && value !== null) {
      if (level >= depth)
        return `expected at most ${depth} levels of lists and objects, found more`;
      left = enter(value, { left, level, waiting });
    }
    const passed = limitPassed({ left, seen, waiting: waiting.length }, { size, values });
    if (passed !== null) return passed;
  }
  return null;
}

function limitPassed(
  { left, seen, waiting }: { left: number; seen: number; waiting: number },
  { size, values }: { size: number; values: number },
): string | null {
  if (left < waiting) return `expected at most ${size} characters in all, found more`;
  // What holds everything is no value in a list.
  if (seen + waiting <= values + 1) return null;
  return `expected at most ${values} values in all lists and objects, found more`;
}

interface Waiting {
  readonly value: unknown;
  readonly level: number;
}

/** Puts what is in a list or an object among what is waiting. @returns what is left of the size after its names */
function enter(
  value: object,
  { left: before, level, waiting }: { left: number; level: number; waiting: Waiting[] },
): number {
  let left = before;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    left -= Array.isArray(value) ? 0 : key.length;
    if (left < waiting.length) break;
    waiting.push({ value: Reflect.get(value, key), level: level + 1 });
  }
  return left;
}
