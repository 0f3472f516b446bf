import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RatchetError } from '../../src/errors';
import { errorCode, isFolder, makeFolder, writing } from './disk';
import { describeOwner, type Life, lifeOf, type Owner, thisProcess } from './lock-owner';
import { standInLine } from './lock-queue';
import {
  endTurnsBefore,
  forgetTurnsBefore,
  freeTurn,
  isStillOurs,
  lastTurn,
  lookAtTurn,
  type OwnTurn,
  type Turn,
  takeTurn,
} from './lock-turns';
import { type LockedFiles, lockedFiles } from './locked-files';
import { type Silence, silence } from './silence';
import { detachLogs, removeTemporaries } from './take-over';

/** A folder with the lock's turns in it. */
export const LOCK_FOLDER = 'store.lock';

/** All in milliseconds. */
export interface LockTimes {
  /** How long an owner that is alive is waited for. */
  readonly patience: number;
  /** How often an owner shows that it is alive. */
  readonly renew: number;
  /** An owner elsewhere that has not renewed its lock for so long has lost it: ten renewals. */
  readonly lostAfter: number;
}

export const LOCK_TIMES: LockTimes = { patience: 10_000, renew: 1_000, lostAfter: 10_000 };

const POLL_MS = 20;

export interface LockOptions {
  readonly times?: LockTimes;
  /** Where this process says it is: for tests that play another machine. */
  readonly place?: string;
}

/**
 * Does the work while no other process writes to the data folder.
 *
 * A lock whose owner is dead is taken over at once, where that can be known; one of an owner elsewhere when it is no
 * longer renewed. An owner that only was suspended finds at its next change that it lost the lock.
 *
 * @param work - changes files through what it is given
 * @throws {RatchetError} `STORE_BUSY` naming the owner that is alive, or to whom the lock was lost
 */
export async function withLock<T>(
  dataDir: string,
  work: (files: LockedFiles) => Promise<T>,
  { times = LOCK_TIMES, place }: LockOptions = {},
): Promise<T> {
  const folder = join(dataDir, LOCK_FOLDER);
  const end = performance.now() + times.patience;
  const leave = await standInLine(`${folder} ${place ?? ''}`, times.patience);
  try {
    const turn = await waitForTurn(dataDir, { folder, times, place, end });
    return await during(turn, { folder, times }, work);
  } finally {
    leave();
  }
}

async function during<T>(
  turn: OwnTurn,
  { folder, times }: Pick<Waiting, 'folder' | 'times'>,
  work: (files: LockedFiles) => Promise<T>,
): Promise<T> {
  const renewing = setInterval(() => renew(turn), times.renew).unref();
  try {
    return await work(lockedFiles(() => checkHeld(folder, turn)));
  } finally {
    clearInterval(renewing);
    await freeTurn(turn);
  }
}

function renew({ file }: OwnTurn): void {
  const now = new Date();
  // A renewal that fails is like one that is late: who waits decides.
  file.utimes(now, now).catch(() => undefined);
}

async function checkHeld(folder: string, turn: OwnTurn): Promise<void> {
  if (await isStillOurs(turn)) return;
  const { number } = await lastTurn(folder);
  const owner = (await lookAtTurn(folder, number))?.owner ?? null;
  throw new RatchetError(
    'STORE_BUSY',
    `This process did not go on for so long that it lost ${folder}, which ${describeOwner(owner)} took over; ` +
      'this write changed nothing and is tried again',
  );
}

interface Waiting {
  readonly folder: string;
  readonly times: LockTimes;
  readonly place: string | undefined;
  /** When its patience ends. */
  readonly end: number;
}

async function waitForTurn(dataDir: string, waiting: Waiting): Promise<OwnTurn> {
  const { folder, times, place, end } = waiting;
  const self = await thisProcess(place);
  const watched = silence(times.renew);
  await makeLockFolder(folder, times);
  for (;;) {
    const last = await lastTurn(folder);
    const seen = last.isFree ? null : await look({ folder, here: self.place, watched }, last);
    if (seen === null || isGone(seen, times)) {
      const owner = { ...self, since: new Date().toISOString(), token: randomUUID() };
      const turn = await writing(folder, () => takeTurn(folder, last.number + 1, owner));
      if (turn !== null) return begun(dataDir, folder, turn);
    } else if (performance.now() > end && !mayBeLost(seen, times)) {
      throw busy(folder, seen, times);
    }
    await sleep(POLL_MS * Math.random());
  }
}

interface Looking {
  readonly folder: string;
  /** Where this process is. */
  readonly here: string | null;
  readonly watched: Silence;
}

interface Seen {
  readonly owner: Owner | null;
  readonly life: Life;
  readonly silentMs: number;
}

/** @returns null where the turn was given back just now */
async function look({ folder, here, watched }: Looking, { number }: Turn): Promise<Seen | null> {
  const turn = await lookAtTurn(folder, number);
  if (turn === null) return null;
  const silentMs = watched.look(`${number} ${turn.renewed}`, performance.now());
  return { owner: turn.owner, life: await lifeOf(turn.owner, here), silentMs };
}

function isGone({ life, silentMs }: Seen, times: LockTimes): boolean {
  return life === 'dead' || (life === 'unknown' && silentMs >= times.lostAfter);
}

/** Two renewals that did not come: it is watched until that is decided. */
function mayBeLost({ life, silentMs }: Seen, times: LockTimes): boolean {
  return life === 'unknown' && silentMs > 2 * times.renew;
}

/** Before the first change: whoever had the lock and did not give it back can change nothing any more. */
async function begun(dataDir: string, folder: string, turn: OwnTurn): Promise<OwnTurn> {
  try {
    if (await endTurnsBefore(folder, turn.number)) {
      await removeTemporaries(dataDir);
      await detachLogs(dataDir);
    }
    await forgetTurnsBefore(folder, turn.number);
    return turn;
  } catch (error) {
    await freeTurn(turn);
    throw error;
  }
}

/** Earlier versions had a file in the folder's place: one that stays as it is was left by a process that is gone. */
async function makeLockFolder(folder: string, times: LockTimes): Promise<void> {
  const watched = silence(times.renew);
  while (!(await isFolder(folder))) {
    const file = await stat(folder).catch(noneIfGone);
    if (file === null) return makeFolder(folder);
    const silentMs = watched.look(`${file.ino} ${file.mtimeMs}`, performance.now());
    if (silentMs >= times.lostAfter) await rm(folder, { force: true });
    await sleep(POLL_MS);
  }
}

function noneIfGone(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}

function busy(folder: string, { owner, life, silentMs }: Seen, times: LockTimes): RatchetError {
  const patience = `${times.patience / 1_000} s`;
  const stopped =
    life === 'alive' && silentMs > 2 * times.renew
      ? '. That process is there but does not go on: continue it (kill -CONT) or end it'
      : '';
  return new RatchetError(
    'STORE_BUSY',
    `Cannot write to the data folder: ${describeOwner(owner)} holds ${folder} ` +
      `and did not give it back within ${patience}; the write is tried again${stopped}`,
  );
}
