import type { KeyValue } from './key-value';
import { segmentKey, segmentsOf, startsIn } from './keys';

/** A part that has as many bytes is not added to any more: so an append writes little, however long the log is. */
export const FULL_BYTES = 65_536;

/** Some lines of a log. */
export interface Part {
  /** Where it begins in the log, in bytes. */
  readonly start: number;
  readonly content: Uint8Array;
}

/** The part that lines are added to; without a version it is not there yet. */
export interface Tail extends Part {
  readonly version: string | null;
}

/** Finds the last part of a log: one that is not full is the last. */
export interface Tails {
  of(log: string): Promise<Tail>;
  /** Where all parts begin, in order. */
  startsOf(log: string): Promise<readonly number[]>;
  /** What it is now; null: unknown. */
  set(log: string, tail: Tail | null): void;
}

/**
 * @param starts - where the last part of each log was found, kept over many calls: it is only a place to look from
 * @param known - for whoever holds the lock: what nobody else changes need not be read again
 */
export function tailsOf(
  store: KeyValue,
  starts: Map<string, number>,
  known?: Map<string, Tail>,
): Tails {
  return { of, startsOf, set };

  async function of(log: string): Promise<Tail> {
    const there = known?.get(log);
    if (there) return there;
    const tail = (await nearLast(log)) ?? (await tailFrom(store, log, await lastStart(log)));
    const found = tail ?? NOTHING;
    set(log, found);
    return found;
  }

  async function nearLast(log: string): Promise<Tail | null> {
    const start = starts.get(log);
    return start === undefined ? null : tailFrom(store, log, start);
  }

  async function lastStart(log: string): Promise<number> {
    return (await startsOf(log)).at(-1) ?? 0;
  }

  async function startsOf(log: string): Promise<readonly number[]> {
    return startsIn(log, await store.list(segmentsOf(log)));
  }

  function set(log: string, tail: Tail | null): void {
    if (tail === null) known?.delete(log);
    else known?.set(log, tail);
    if (tail !== null && tail.version !== null) starts.set(log, tail.start);
  }
}

const NOTHING: Tail = { start: 0, content: new Uint8Array(), version: null };

/** Null where nothing is at the place: the log was taken away since it was seen. */
async function tailFrom(store: KeyValue, log: string, from: number): Promise<Tail | null> {
  for (let start = from; ;) {
    const value = await store.read(segmentKey(log, start));
    if (value === null) return start === from ? null : { ...NOTHING, start };
    if (value.content.length < FULL_BYTES) return { start, ...value };
    start += value.content.length;
  }
}

/** Bytes of the log. */
export function endOf({ start, content }: Part): number {
  return start + content.length;
}
