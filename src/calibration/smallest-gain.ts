import { improved, roomOf } from './improved';
import { type Noise, unsureItems } from './noise';
import { type PowerByStrategy, powerOf } from './power';
import { rngOf, type Setting, type Strategy } from './setting';

/** An improvement, in accuracy and in items of this suite. */
export interface Size {
  readonly accuracy: number;
  readonly items: number;
}

/** What is asked of the smallest improvement. */
export interface Aim {
  readonly strategy: Strategy;
  /** 0, 1 or 2: by the first, the second or the third look. */
  readonly look: number;
  /** Chance of a promotion, in (0, 1). */
  readonly chance: number;
}

/**
 * Finds the smallest improvement that is promoted with a chance: so many items, or all that there is to gain.
 * Null: not even that is.
 */
export type FindSmallest = (aim: Aim) => Size | null;

/** Simulations are kept, so that several aims share them. */
export function smallestGains(noise: Noise, setting: Setting): FindSmallest {
  const known = new Map<number, PowerByStrategy>();
  const sizes = sizesIn(noise);
  return ({ strategy, look, chance }) => {
    const reaches = (place: number): boolean =>
      (powerAt(sizes[place] ?? 0)[strategy].promoted[look] ?? 0) >= chance;
    const last = sizes.length - 1;
    if (last < 0 || !reaches(last)) return null;
    let [low, high] = [-1, last];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (reaches(middle)) high = middle;
      else low = middle;
    }
    const items = sizes[high] ?? 0;
    return { accuracy: items / noise.chances.length, items };
  };

  function powerAt(items: number): PowerByStrategy {
    const found = known.get(items) ?? powerOfGain(noise, items, setting);
    known.set(items, found);
    return found;
  }
}

/** Less than this is no item, but rounding. */
const TINY = 1e-9;

/** 1, 2, 3, ... items, and all that there is to gain; in quarters where most items are neither right nor wrong for sure. */
function sizesIn(noise: Noise): readonly number[] {
  const room = roomOf(noise);
  const step = 2 * unsureItems(noise) > noise.chances.length ? 0.25 : 1;
  const steps = Array.from(
    { length: Math.floor(room / step + TINY) },
    (_, place) => step * (place + 1),
  );
  return room - steps.length * step > TINY ? [...steps, room] : steps;
}

/** What becomes of candidates that are better by so many items; which items, chance decides for each. */
export function powerOfGain(noise: Noise, items: number, setting: Setting): PowerByStrategy {
  const other = { ...setting, seed: setting.seed + 1 };
  return powerOf(noise, (play) => improved(noise, items, rngOf(other, play)), setting);
}
