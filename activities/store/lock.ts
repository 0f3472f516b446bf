import { open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RatchetError } from '../../src/errors';
import { errorCode, writing } from './disk';
import { describeOwner, type Owner, parseOwner } from './lock-owner';
import { processStart } from './process-start';

export const LOCK_FILE = 'store.lock';

/** How long a live owner is waited for, in milliseconds. */
const PATIENCE_MS = 10_000;
/** How long a lock may stand without its owner's name in it, in milliseconds. */
const NAMELESS_MS = 5_000;
const POLL_MS = 20;

/**
 * Does the work while no other process writes to the data folder. A lock whose owner is gone is taken over.
 *
 * @throws {RatchetError} `STORE_BUSY` when its owner, here or on another machine, keeps it too long
 */
export async function withLock<T>(
  dataDir: string,
  work: () => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const path = join(dataDir, LOCK_FILE);
  await waitForLock(path, patienceMs);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function waitForLock(path: string, patienceMs: number): Promise<void> {
  const self = await thisProcess();
  const end = performance.now() + patienceMs;
  while (!(await tookLock(path, self))) {
    if (await isStale(path)) await removeStale(path, self);
    if (performance.now() > end) throw await busy(path, patienceMs);
    await sleep(POLL_MS * Math.random());
  }
}

async function thisProcess(): Promise<Owner> {
  const started = await processStart(process.pid);
  return { pid: process.pid, started: started ?? 'unknown', host: hostname() };
}

/** Only one of many who ask at the same time gets it. */
async function tookLock(path: string, self: Owner): Promise<boolean> {
  return writing(path, async () => {
    const file = await open(path, 'wx').catch(noneIfTaken);
    if (file === null) return false;
    try {
      await file.writeFile(JSON.stringify(self));
      return true;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  });
}

function noneIfTaken(error: unknown): null {
  if (errorCode(error) === 'EEXIST') return null;
  throw error;
}

async function isStale(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(noneIfGone);
  if (text === null) return false;
  const owner = parseOwner(text);
  if (owner === null) return isOld(path);
  if (owner.host !== hostname()) return false;
  return (await processStart(owner.pid)) !== owner.started;
}

/** A lock without an owner's name is being written, or its writer died over it. */
async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(noneIfGone);
  return found !== null && Date.now() - found.mtimeMs > NAMELESS_MS;
}

/**
 * Two who saw the same stale lock must not both remove one: the second would remove the first one's new lock.
 * So removing has a lock of its own, and the look is taken again under it.
 */
async function removeStale(path: string, self: Owner): Promise<void> {
  const removal = `${path}.removal`;
  if (!(await tookLock(removal, self))) {
    if (await isStale(removal)) await rm(removal, { force: true });
    return;
  }
  try {
    if (await isStale(path)) await rm(path, { force: true });
  } finally {
    await rm(removal, { force: true });
  }
}

async function busy(path: string, patienceMs: number): Promise<RatchetError> {
  const text = await readFile(path, 'utf8').catch(noneIfGone);
  const owner = text === null ? null : parseOwner(text);
  return new RatchetError(
    'STORE_BUSY',
    `Cannot write to the data folder: ${describeOwner(owner)} has held ${path} for more than ${
      patienceMs / 1_000
    } s; the write is tried again. If that process no longer runs, delete the file`,
  );
}

function noneIfGone(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}
