import { spawnSync } from 'node:child_process';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../activities/store/lock';
import { processStart } from '../../activities/store/process-start';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

async function folderLockedBy(text: string): Promise<string> {
  const folder = await dataFolder();
  await writeFile(join(folder, 'store.lock'), text);
  return folder;
}

function owner(changes: object): string {
  return JSON.stringify({ pid: process.pid, started: 'then', host: hostname(), ...changes });
}

describe('withLock()', () => {
  it('lets one at a time do its work, and leaves no lock behind', async () => {
    const folder = await dataFolder();
    let inside = 0;
    const work = async () => {
      inside += 1;
      await readFile(join(folder, 'store.lock'), 'utf8');
      expect(inside).toBe(1);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => withLock(folder, work)));
    expect(await filesBelow(folder)).toEqual({});
  });

  it('gives the lock back when the work fails', async () => {
    const folder = await dataFolder();
    const failing = withLock(folder, () => Promise.reject(new Error('No luck')));
    await expect(failing).rejects.toThrow('No luck');
    expect(await withLock(folder, async () => 'done')).toBe('done');
  });

  it('takes over from a process that is gone, for many who ask at once', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const folder = await folderLockedBy(owner({ pid }));
    let done = 0;
    const work = async () => {
      const before = done;
      await readFile(join(folder, 'store.lock'), 'utf8');
      done = before + 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => withLock(folder, work)));
    expect(done).toBe(12);
  });

  it('takes over when the owner’s number now belongs to another process', async () => {
    const folder = await folderLockedBy(owner({ started: 'before the last boot' }));
    expect(await withLock(folder, async () => 'done')).toBe('done');
  });

  it('takes over a lock that its owner died over before it could write its name', async () => {
    const folder = await folderLockedBy('');
    await utimes(join(folder, 'store.lock'), new Date(0), new Date(0));
    expect(await withLock(folder, async () => 'done')).toBe('done');
  });

  it('waits for a live owner, then names it', async () => {
    const started = await processStart(process.ppid);
    const folder = await folderLockedBy(owner({ pid: process.ppid, started }));
    await expect(withLock(folder, async () => 'done', 300)).rejects.toMatchObject({
      code: 'STORE_BUSY',
      message: expect.stringContaining(`process ${process.ppid} on ${hostname()}`),
    });
  });

  it('never takes over from another machine, whose processes it cannot see', async () => {
    const folder = await folderLockedBy(owner({ host: 'atlas' }));
    await expect(withLock(folder, async () => 'done', 300)).rejects.toMatchObject({
      code: 'STORE_BUSY',
      message: expect.stringContaining('on atlas'),
    });
    expect(Object.keys(await filesBelow(folder))).toEqual(['store.lock']);
  });
});

describe('processStart()', () => {
  it('is the same each time for one process, and nothing for none', async () => {
    expect(await processStart(process.pid)).toBe(await processStart(process.pid));
    expect(await processStart(2 ** 22 + 1)).toBeNull();
  });
});
