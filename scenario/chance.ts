import { createHash } from 'node:crypto';

/** What a draw depends on. The same parts give the same draw, in every process and on every machine. */
export type DrawKey = readonly (string | number)[];

/** A number in [0, 1), evenly spread over different keys. */
export function chance(key: DrawKey): number {
  const bits = createHash('sha256').update(JSON.stringify(key)).digest().readUIntBE(0, 6);
  return bits / 2 ** 48;
}

/** One entry of a list that is not empty. */
export function pick<T>(list: readonly [T, ...T[]], key: DrawKey): T {
  return list[Math.floor(chance(key) * list.length)] ?? list[0];
}
