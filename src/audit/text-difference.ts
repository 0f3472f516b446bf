import type { FindingInside } from './finding';

/** How much of a text a message shows. */
const SHOWN = 60;
/** Of it before the first byte that differs. */
const BEFORE = 20;

const encoder = new TextEncoder();

/** Where bytes first differ from what a text should be; null: nowhere. */
export function textDifference(expected: string, found: Uint8Array): FindingInside | null {
  const wanted = encoder.encode(expected);
  const byte = firstDifference(wanted, found);
  if (byte === null) return null;
  const line = 1 + wanted.subarray(0, byte).filter((each) => each === LINE_END).length;
  return {
    at: `line ${line}, byte ${byte + 1}`,
    expected: excerpt(wanted, byte),
    found: excerpt(found, byte),
  };
}

const LINE_END = 0x0a;

function firstDifference(wanted: Uint8Array, found: Uint8Array): number | null {
  const shorter = Math.min(wanted.length, found.length);
  for (let byte = 0; byte < shorter; byte += 1) {
    if (wanted[byte] !== found[byte]) return byte;
  }
  return wanted.length === found.length ? null : shorter;
}

/** What stands around a byte, as a person reads it. */
export function excerpt(bytes: Uint8Array, byte: number): string {
  if (byte >= bytes.length) return 'the end of the file';
  const start = Math.max(0, byte - BEFORE);
  const text = new TextDecoder().decode(bytes.subarray(start, start + SHOWN));
  return JSON.stringify(text);
}
