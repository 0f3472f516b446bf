import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { LOCK_FOLDER } from '../../activities/store/lock';
import { lastTurn } from '../../activities/store/lock-turns';
import { thisPlace } from '../../activities/store/place';

/** Makes the next turn somebody's: by default of a process that died and whose number this process has now. */
export async function leaveTurn(dataDir: string, changes: object = {}): Promise<string> {
  const owner = {
    pid: process.pid,
    started: 'an earlier process',
    place: await thisPlace(),
    host: hostname(),
    since: '2026-01-02T03:04:05.000Z',
    token: 'theirs',
    ...changes,
  };
  return leaveText(dataDir, JSON.stringify(owner));
}

export async function leaveText(dataDir: string, text: string): Promise<string> {
  const folder = join(dataDir, LOCK_FOLDER);
  await mkdir(folder, { recursive: true });
  const path = join(folder, String((await lastTurn(folder)).number + 1));
  await writeFile(path, text);
  return path;
}

/** The files of the lock, in order. */
export async function turnsOf(dataDir: string): Promise<readonly string[]> {
  return (await readdir(join(dataDir, LOCK_FOLDER))).toSorted();
}
