import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LockTimes, withLock } from '../../activities/store/lock';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { turnsOf } from '../support/lock-folder';
import { canIsolate, type Holder, holder } from './lock-holder';

const seconds = 1_000;
const times: LockTimes = { patience: 400, renew: 100, lostAfter: 1_000 };
/** An owner that is not known to be dead keeps the lock until who waits for it gives up. */
const NEVER_BY_SILENCE: LockTimes = {
  patience: 20 * seconds,
  renew: 100 * seconds,
  lostAfter: 1_000 * seconds,
};
const started: Holder[] = [];

afterAll(async () => {
  for (const { process } of started) process.kill('SIGKILL');
  await removeDataFolders();
});

function start(dataDir: string, hold: Parameters<typeof holder>[1]): Holder {
  const one = holder(dataDir, hold);
  started.push(one);
  return one;
}

const write = (dataDir: string, text: string) =>
  withLock(dataDir, (files) => files.replace(join(dataDir, 'file.json'), text), { times });

const textIn = (dataDir: string) => readFile(join(dataDir, 'file.json'), 'utf8');

describe('a process that holds the lock', () => {
  it('is taken over from at once when it is killed', async () => {
    const dataDir = await dataFolder();
    const owner = start(dataDir, { text: 'theirs', ms: 60 * seconds, times });
    await owner.held;
    await expect(write(dataDir, 'too early')).rejects.toMatchObject({ code: 'STORE_BUSY' });
    owner.process.kill('SIGKILL');
    await once(owner.process, 'exit');
    await withLock(dataDir, (files) => files.replace(join(dataDir, 'file.json'), 'ours'), {
      times: NEVER_BY_SILENCE,
    });
    expect(await filesBelow(dataDir)).toEqual({ 'file.json': 'ours' });
  });

  it('keeps it while it is suspended here, is named with what to do, and goes on', async () => {
    const dataDir = await dataFolder();
    const owner = start(dataDir, { text: 'theirs', ms: 500, times });
    await owner.held;
    owner.process.kill('SIGSTOP');
    await sleep(2 * times.lostAfter);
    await expect(write(dataDir, 'ours')).rejects.toThrow(
      new RegExp(
        `process ${owner.process.pid} on ${hostname()}, since 20.*That process is there but does not go on: continue it`,
      ),
    );
    owner.process.kill('SIGCONT');
    expect(await owner.outcome).toBe('written');
    expect(await textIn(dataDir)).toBe('theirs');
  });
});

describe('a process on another machine that holds the lock (another place, played here)', () => {
  const place = 'another boot, another namespace';

  it('keeps it for as long as it renews it, and is named', async () => {
    const dataDir = await dataFolder();
    const owner = start(dataDir, { text: 'theirs', ms: 4 * seconds, times, place });
    await owner.held;
    for (const end = performance.now() + 3 * seconds; performance.now() < end;) {
      await expect(write(dataDir, 'ours')).rejects.toThrow(
        `process ${owner.process.pid} on ${hostname()}, since 20`,
      );
    }
    expect(await owner.outcome).toBe('written');
    expect(await textIn(dataDir)).toBe('theirs');
  });

  it('is taken over from when it is killed, once it has not renewed for long enough', async () => {
    const dataDir = await dataFolder();
    const owner = start(dataDir, { text: 'theirs', ms: 60 * seconds, times, place });
    await owner.held;
    owner.process.kill('SIGKILL');
    const begin = performance.now();
    await write(dataDir, 'ours');
    expect(performance.now() - begin).toBeGreaterThanOrEqual(times.lostAfter);
    expect(await textIn(dataDir)).toBe('ours');
  });

  it('that was suspended finds that it lost the lock, and changes nothing', async () => {
    const dataDir = await dataFolder();
    const owner = start(dataDir, { text: 'theirs', ms: 300, times, place });
    await owner.held;
    owner.process.kill('SIGSTOP');
    await write(dataDir, 'ours');
    await withLock(
      dataDir,
      async (files) => {
        owner.process.kill('SIGCONT');
        expect(await owner.outcome).toMatch(
          `it lost ${dataDir}/store.lock, which process ${process.pid} on ${hostname()}, since 20`,
        );
        // Nor did it give away what is not its own any more.
        await files.replace(join(dataDir, 'file.json'), 'still ours');
      },
      { times },
    );
    expect(await filesBelow(dataDir)).toEqual({ 'file.json': 'still ours' });
    expect(await turnsOf(dataDir)).toEqual(['3.free']);
  });
});

const described = canIsolate() ? describe : describe.skip;

described('processes in containers of one host name [needs namespaces]', () => {
  it('are not taken for each other, though each is process 1', async () => {
    const dataDir = await dataFolder();
    const hold = { times: { ...times, patience: 2 * seconds }, isolated: true };
    const first = start(dataDir, { ...hold, text: 'first', ms: 6 * seconds });
    await first.held;
    // Process 1 of the first container is alive; that there is another process 1 here says nothing.
    const second = start(dataDir, { ...hold, text: 'second', ms: 0 });
    expect(await second.outcome).toMatch(`process 1 on ${hostname()}, since 20`);
    expect(await first.outcome).toBe('written');

    const killed = start(dataDir, { ...hold, text: 'killed', ms: 60 * seconds });
    await killed.held;
    killed.process.kill('SIGKILL');
    const third = start(dataDir, { ...hold, text: 'third', ms: 0 });
    expect(await third.outcome).toBe('written');
    expect(await textIn(dataDir)).toBe('third');
  });
});
