import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../activities/store/lock';
import { processStart } from '../../activities/store/process-start';
import { silence } from '../../activities/store/silence';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { leaveText, leaveTurn, turnsOf } from '../support/lock-folder';

afterAll(removeDataFolders);

const times = { patience: 300, renew: 50, lostAfter: 500 };

describe('withLock()', () => {
  it('lets one at a time do its work, and leaves one small file behind', async () => {
    const folder = await dataFolder();
    let inside = 0;
    const work = async () => {
      inside += 1;
      await readFile(__filename, 'utf8');
      expect(inside).toBe(1);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => withLock(folder, work)));
    expect(await turnsOf(folder)).toEqual(['12.free']);
  });

  it('gives the lock back when the work fails', async () => {
    const folder = await dataFolder();
    const failing = withLock(folder, () => Promise.reject(new Error('No luck')));
    await expect(failing).rejects.toThrow('No luck');
    expect(await withLock(folder, async () => 'done')).toBe('done');
  });

  it('takes over from a process that is gone, for many who ask at once', async () => {
    const folder = await dataFolder();
    const { pid } = spawnSync(process.execPath, ['--version']);
    await leaveTurn(folder, { pid });
    let done = 0;
    const work = async () => {
      const before = done;
      await readFile(__filename, 'utf8');
      done = before + 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => withLock(folder, work)));
    expect(done).toBe(12);
  });

  it('takes over when the owner’s number now belongs to another process', async () => {
    const folder = await dataFolder();
    await leaveTurn(folder, { started: 'before the last boot' });
    expect(await withLock(folder, async () => 'done')).toBe('done');
  });

  it.each(['', '{"pid": 1'])(
    'takes over from an owner that died over writing its name: %j',
    async (text) => {
      const folder = await dataFolder();
      await leaveText(folder, text);
      expect(await withLock(folder, async () => 'done', { times })).toBe('done');
    },
  );

  it('waits for a live owner, then names it: process, host, since when', async () => {
    const folder = await dataFolder();
    await leaveTurn(folder, { pid: process.ppid, started: await processStart(process.ppid) });
    await expect(withLock(folder, async () => 'done', { times })).rejects.toMatchObject({
      code: 'STORE_BUSY',
      message: expect.stringContaining(
        `process ${process.ppid} on ${hostname()}, since 2026-01-02T03:04:05.000Z, holds ${folder}`,
      ),
    });
  });

  it.each([
    { where: 'another machine', changes: { place: 'the boot of atlas', host: 'atlas' } },
    { where: 'another container of this host name', changes: { place: 'boot pid:[1]' } },
    { where: 'a system that does not tell', changes: { place: null } },
  ])(
    'takes over from an owner on $where that renews no more, though its number lives here',
    async ({ changes }) => {
      const folder = await dataFolder();
      await leaveTurn(folder, { started: await processStart(process.pid), ...changes });
      const begin = performance.now();
      expect(await withLock(folder, async () => 'done', { times })).toBe('done');
      expect(performance.now() - begin).toBeGreaterThanOrEqual(times.lostAfter);
    },
  );

  it('takes over from a worker of an earlier version, which had a file in the folder’s place', async () => {
    const folder = await dataFolder();
    const owner = { pid: 1, started: 'then', host: hostname() };
    await writeFile(join(folder, 'store.lock'), JSON.stringify(owner));
    expect(await withLock(folder, async () => 'done', { times })).toBe('done');
    expect(await turnsOf(folder)).toEqual(['1.free']);
  });

  it('removes what the owner before it had half written, but no transcript', async () => {
    const folder = await dataFolder();
    const names = ['routing_config.json.1.tmp', 'studies/lfm/projected.json.2.tmp'];
    const kept = ['studies/lfm/runs/0.jsonl.gz.3.tmp', 'studies/lfm/runs/0.jsonl.gz'];
    await withLock(folder, async (files) => {
      for (const name of kept) await files.replace(await below(folder, name), name);
    });
    for (const name of names) await writeFile(await below(folder, name), 'half');
    await withLock(folder, async () => undefined);
    expect(Object.keys(await filesBelow(folder)).toSorted()).toEqual(
      [...names, ...kept].toSorted(),
    );
    await leaveTurn(folder);
    await withLock(folder, async () => undefined);
    expect(Object.keys(await filesBelow(folder)).toSorted()).toEqual(kept.toSorted());
  });
});

async function below(folder: string, name: string): Promise<string> {
  await mkdir(join(folder, 'studies/lfm/runs'), { recursive: true });
  return join(folder, name);
}

describe('silence()', () => {
  it('adds up the looks without a renewal, and begins again after one', () => {
    const watched = silence(1_000);
    const looks = [
      ['a', 0],
      ['a', 400],
      ['a', 900],
      ['b', 1_000],
      ['b', 1_500],
    ] as const;
    expect(looks.map(([sign, at]) => watched.look(sign, at))).toEqual([0, 400, 900, 0, 500]);
  });

  it('counts no time in which nobody looked: both may have slept', () => {
    const watched = silence(1_000);
    watched.look('a', 0);
    expect(watched.look('a', 3_600_000)).toBe(1_000);
    expect(watched.look('b', 3_600_020)).toBe(0);
  });
});

describe('processStart()', () => {
  it('is the same each time for one process, and nothing for none', async () => {
    expect(await processStart(process.pid)).toBe(await processStart(process.pid));
    expect(await processStart(2 ** 22 + 1)).toBeNull();
  });
});
