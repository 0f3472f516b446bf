import type { Noise } from './noise';

/** How often an item goes the way that it does not usually go, in a single run. */
const SLIPS = { deterministic: 0, mild: 0.031, strong: 0.223 } as const;

export const NOISE_LEVELS = ['deterministic', 'mild', 'strong'] as const;
export type NoiseLevel = (typeof NOISE_LEVELS)[number];

/** Of ten items six are usually right. */
const USUALLY_RIGHT = 0.6;

/**
 * Noise that is taken for granted where nobody has measured any: six items of ten are usually right, and each slips
 * now and then. Of 12 items a run then varies by 0, 0.05 (mild) or 0.12 (strong) in accuracy.
 */
export function assumedNoise(level: NoiseLevel, items: number): Noise {
  const right = Math.round(USUALLY_RIGHT * items);
  const slip = SLIPS[level];
  return {
    chances: Array.from({ length: items }, (_, item) => (item < right ? 1 - slip : slip)),
    phi: 1,
  };
}
