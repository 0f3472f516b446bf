import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './disk';
import { type Owner, parseOwner } from './lock-owner';

/**
 * The turns of a lock, as files in its folder: `17` is somebody's turn, `17.free` was given back, `17.lost` was taken
 * over. The highest number counts, and it is never removed before there is a higher one. So a turn is taken by making
 * the file of the next number, which only one can; nobody ever removes another's lock to take it.
 */
export interface Turn {
  /** 0: nobody had a turn yet. */
  readonly number: number;
  readonly isFree: boolean;
}

/** A turn that this process has. */
export interface OwnTurn {
  readonly number: number;
  readonly path: string;
  readonly owner: Owner;
  /** Kept open: renewing it can never touch another's turn. */
  readonly file: FileHandle;
}

export async function lastTurn(folder: string): Promise<Turn> {
  const names = await readdir(folder);
  const number = Math.max(0, ...names.map((name) => numberOf(name) ?? 0));
  return { number, isFree: number === 0 || names.includes(`${number}.free`) };
}

function numberOf(name: string): number | null {
  const found = /^(\d{1,15})(\.free|\.lost)?$/.exec(name);
  return found ? Number(found[1]) : null;
}

/** @returns null where another was faster */
export async function takeTurn(
  folder: string,
  number: number,
  owner: Owner,
): Promise<OwnTurn | null> {
  const path = join(folder, String(number));
  const file = await open(path, 'wx').catch(nullOn('EEXIST'));
  if (file === null) return null;
  try {
    await file.writeFile(JSON.stringify(owner));
    // Faster by whole turns: this number had been given back, and its file removed.
    const last = await lastTurn(folder);
    if (last.number === number && !last.isFree) return { number, path, owner, file };
  } catch (error) {
    await giveUp(path, file);
    throw error;
  }
  await giveUp(path, file);
  return null;
}

async function giveUp(path: string, file: FileHandle): Promise<void> {
  await file.close();
  await rm(path, { force: true });
}

/**
 * Ends the turns before this one that nobody gave back: from here on their owners find that they lost the lock.
 *
 * @returns whether there are any; they are remembered until `forgetTurnsBefore`, whatever a crash interrupts
 */
export async function endTurnsBefore(folder: string, number: number): Promise<boolean> {
  const names = await readdir(folder);
  const left = names.filter((name) => {
    const turn = numberOf(name);
    return turn !== null && turn < number && !names.includes(`${turn}.free`);
  });
  for (const name of left.filter((each) => !each.endsWith('.lost'))) {
    await rename(join(folder, name), join(folder, `${name}.lost`)).catch(nullOn('ENOENT'));
  }
  return left.length > 0;
}

export async function forgetTurnsBefore(folder: string, number: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const turn = numberOf(name);
    if (turn !== null && turn < number) await rm(join(folder, name), { force: true });
  }
}

/** Opened by its name, not asked for by it: a network file system answers that from the server. */
export async function isStillOurs({ path, owner }: OwnTurn): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(nullOn('ENOENT'));
  return text !== null && parseOwner(text)?.token === owner.token;
}

/** Gives it back; one that somebody took over is theirs. */
export async function freeTurn({ path, file }: OwnTurn): Promise<void> {
  await file.close();
  await rename(path, `${path}.free`).catch(nullOn('ENOENT'));
}

export interface SeenTurn {
  readonly owner: Owner | null;
  /** Changes with every renewal. */
  readonly renewed: number;
}

/** @returns null where it is over by now */
export async function lookAtTurn(folder: string, number: number): Promise<SeenTurn | null> {
  const file = await open(join(folder, String(number)), 'r').catch(nullOn('ENOENT'));
  if (file === null) return null;
  try {
    const { mtimeMs } = await file.stat();
    return { owner: parseOwner(await file.readFile('utf8')), renewed: mtimeMs };
  } finally {
    await file.close();
  }
}

function nullOn(code: string): (error: unknown) => null {
  return (error) => {
    if (errorCode(error) === code) return null;
    throw error;
  };
}
