import { RatchetError } from '../../../src/errors';
import type { LogFile } from '../log-file';
import type { KeyValue } from './key-value';
import { segmentKey } from './keys';
import { endOf, FULL_BYTES, type Part, type Tail, type Tails } from './tails';

/** The logs of a store, each in parts. */
export interface Segments {
  readonly store: KeyValue;
  readonly tails: Tails;
}

/** Bytes of all lines of a log. */
export async function lengthOf({ tails }: Segments, log: string): Promise<number> {
  return endOf(await tails.of(log));
}

/** From byte to byte of a log; lines begin and end there. */
export interface Within {
  readonly start: number;
  readonly end: number;
}

/** The oldest first. */
export async function* linesWithin(
  logs: Segments,
  log: string,
  within: Within,
): AsyncGenerator<string> {
  const tail = await logs.tails.of(log);
  for (const start of await startsWithin(logs, log, { tail, ...within })) {
    yield* linesIn(await partAt(logs, log, { start, tail }), within);
  }
}

/** The lines up to a byte, the newest first. */
export async function* linesBefore(
  logs: Segments,
  log: string,
  end: number,
): AsyncGenerator<string> {
  const tail = await logs.tails.of(log);
  const within = { start: 0, end };
  // Most readers want the last lines only.
  yield* linesIn(tail, within).toReversed();
  const earlier = { tail, start: 0, end: Math.min(tail.start, end) };
  for (const start of (await startsWithin(logs, log, earlier)).toReversed()) {
    yield* linesIn(await partAt(logs, log, { start, tail }), within).toReversed();
  }
}

async function startsWithin(
  { tails }: Segments,
  log: string,
  { tail, start, end }: Within & { readonly tail: Tail },
): Promise<readonly number[]> {
  if (start >= end) return [];
  if (start >= tail.start) return [tail.start];
  const starts = await tails.startsOf(log);
  const first = starts.findLastIndex((place) => place <= start);
  return starts.slice(Math.max(0, first)).filter((place) => place < end);
}

async function partAt(
  { store }: Segments,
  log: string,
  { start, tail }: { readonly start: number; readonly tail: Tail },
): Promise<Part> {
  if (start === tail.start) return tail;
  const value = await store.read(segmentKey(log, start));
  if (value !== null) return { start, content: value.content };
  throw new RatchetError(
    'STORE_CORRUPT',
    `The log ${log} lacks its bytes from ${start} on, although they were listed`,
  );
}

function linesIn(part: Part, { start, end }: Within): readonly string[] {
  const bytes = Buffer.from(part.content);
  const wanted = bytes.subarray(Math.max(0, start - part.start), Math.max(0, end - part.start));
  return wanted.length === 0 ? [] : wanted.toString('utf8').replace(/\n$/, '').split('\n');
}

/**
 * Adds lines where the log still ends where it was seen to.
 *
 * @param added.text - whole lines, with their ends
 * @param mayI - asked just before; throws where it must stay as it is
 * @throws {RatchetError} `STORE_BUSY` where another added to it meanwhile
 */
export async function addLines(
  { store, tails }: Segments,
  { seen, log, text }: { readonly seen: LogFile; readonly log: string; readonly text: string },
  mayI: () => Promise<void>,
): Promise<void> {
  const tail = await tails.of(log);
  if (endOf(tail) !== seen.bytes) throw addedMeanwhile(seen);
  const content = Buffer.concat([tail.content, Buffer.from(text)]);
  await mayI();
  // Should the answer be lost, nobody knows.
  tails.set(log, null);
  const version = await store.write(segmentKey(log, tail.start), content, tail.version);
  if (version === null) throw addedMeanwhile(seen);
  const added = { start: tail.start, content, version };
  const isFull = content.length >= FULL_BYTES;
  tails.set(
    log,
    isFull ? { start: endOf(added), content: new Uint8Array(), version: null } : added,
  );
}

function addedMeanwhile({ path, bytes }: LogFile): RatchetError {
  return new RatchetError(
    'STORE_BUSY',
    `Another process added to ${path} after its byte ${bytes}; this write changed nothing and is tried again`,
  );
}
