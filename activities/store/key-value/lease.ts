import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RatchetError } from '../../../src/errors';
import { LOCK_TIMES, type LockTimes } from '../lock';
import { describeOwner, lifeOf, type Owner, parseOwner, thisProcess } from '../lock-owner';
import { standInLine } from '../lock-queue';
import { silence } from '../silence';
import { renewing } from './keep-lease';
import { type KeyValue, textOf } from './key-value';
import { LOCK_KEY } from './keys';

const POLL_MS = 50;

export interface LeaseOptions {
  /** For messages. */
  readonly root: string;
  readonly times?: LockTimes | undefined;
  /** Where this process says it is: for tests that play another machine. */
  readonly place?: string | undefined;
}

/** The holds of this process that are not over: a lock of its own that is none of them was left behind. */
const held = new Set<string>();

/**
 * Does the work while nobody else has the lock. It is one key: taken, renewed and given back by compare-and-set.
 *
 * One that is no longer renewed is taken over, wherever its owner is: what the owner still writes is refused where
 * anything was changed since it read. One of a process that is known to be dead is taken over at once.
 *
 * @param work - is given what throws where the lock was lost
 * @throws {RatchetError} `STORE_BUSY`
 */
export async function withLease<T>(
  store: KeyValue,
  { root, times = LOCK_TIMES, place }: LeaseOptions,
  work: (checkHeld: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const end = performance.now() + times.patience;
  const leave = await standInLine(`${root} ${place ?? ''}`, times.patience);
  const since = new Date().toISOString();
  const owner = { ...(await thisProcess(place)), since, token: randomUUID() };
  held.add(owner.token);
  try {
    const version = await take(store, owner, { root, times, end });
    const giveBack = renewing(store, { owner, version, everyMs: times.renew });
    try {
      return await work(() => checkHeld(store, owner, root));
    } finally {
      await giveBack();
    }
  } finally {
    held.delete(owner.token);
    leave();
  }
}

interface Taking {
  readonly root: string;
  readonly times: LockTimes;
  /** When its patience ends. */
  readonly end: number;
}

/** @returns the version of the lock that is ours */
async function take(store: KeyValue, self: Owner, { root, times, end }: Taking): Promise<string> {
  const watched = silence(times.renew);
  for (;;) {
    const { owner, version } = await look(store);
    const silentMs = watched.look(version ?? '', performance.now());
    if (owner && silentMs < times.lostAfter && !(await isDead(owner, self))) {
      if (isTooLate({ end, silentMs }, times)) throw busy(root, owner, times);
    } else {
      const taken = await store.write(LOCK_KEY, Buffer.from(JSON.stringify(self)), version);
      if (taken !== null) return taken;
    }
    await sleep(POLL_MS * Math.random());
  }
}

interface Seen {
  /** Null: nobody has the lock. */
  readonly owner: Owner | null;
  /** Null: nobody ever had it. */
  readonly version: string | null;
}

async function look(store: KeyValue): Promise<Seen> {
  const found = await store.read(LOCK_KEY);
  return found
    ? { owner: parseOwner(textOf(found)), version: found.version }
    : { owner: null, version: null };
}

async function isDead(owner: Owner, self: Owner): Promise<boolean> {
  if (isSameProcess(owner, self)) return !held.has(owner.token);
  return (await lifeOf(owner, self.place)) === 'dead';
}

function isSameProcess(one: Owner, other: Owner): boolean {
  if (one.place === null || one.place !== other.place) return false;
  return one.pid === other.pid && one.started === other.started;
}

/** After two renewals that did not come it is watched until that is decided. */
function isTooLate(
  { end, silentMs }: { readonly end: number; readonly silentMs: number },
  { renew }: LockTimes,
): boolean {
  return performance.now() > end && silentMs <= 2 * renew;
}

async function checkHeld(store: KeyValue, { token }: Owner, root: string): Promise<void> {
  const { owner } = await look(store);
  if (owner?.token === token) return;
  throw new RatchetError(
    'STORE_BUSY',
    `This process did not go on for so long that it lost the lock of ${root}, which ${describeOwner(owner)} ` +
      'took over; this write is tried again',
  );
}

function busy(root: string, owner: Owner, { patience }: LockTimes): RatchetError {
  return new RatchetError(
    'STORE_BUSY',
    `Cannot write to ${root}: ${describeOwner(owner)} holds its lock and did not give it back within ` +
      `${patience / 1_000} s; the write is tried again`,
  );
}
