import fs from 'node:fs/promises';
import { createStore } from '../../activities/store/create-store';
import { plausibleStudy } from '../history/plausible-study';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { suspendedDisk } from './suspended-disk';

afterAll(removeDataFolders);

const events = plausibleStudy('lfm', 5, 3);
const early = events.slice(0, 12);
const theirs = events.slice(12, 16);
const ours = events.slice(12, 24);

/** The one that is suspended neither renews nor is it seen to live: another machine, played here. */
const elsewhere = {
  times: { patience: 5_000, renew: 3_600_000, lostAfter: 5_000 },
  place: 'another machine',
};
const here = { times: { patience: 5_000, renew: 20, lostAfter: 50 } };

/**
 * Records events; is suspended at the moment, and loses the lock to one that records more. Then it goes on.
 *
 * @returns what became of its own call and of the files; null where it has no such moment
 */
async function overtakenAt(moment: number) {
  const dataDir = await dataFolder();
  await createStore({ dataDir }).recordEvents({ study: 'lfm', events: early });
  const disk = suspendedDisk(fs, moment);
  try {
    const call = createStore({ dataDir, lock: elsewhere })
      .recordEvents({ study: 'lfm', events: theirs })
      .then(
        () => 'done',
        (error: unknown) => error,
      );
    if (!(await disk.isReached(call))) return null;
    await createStore({ dataDir, lock: here }).recordEvents({ study: 'lfm', events: ours });
    const before = await filesBelow(dataDir);
    disk.wake();
    return { before, outcome: await call, after: await filesBelow(dataDir), dataDir };
  } finally {
    disk.wake();
    disk.restore();
  }
}

describe('a process that is suspended at any moment of a write, and loses its lock meanwhile', () => {
  it('changes nothing when it goes on, and says that it lost the lock or that there is nothing to do', async () => {
    const whole = await dataFolder();
    await createStore({ dataDir: whole }).recordEvents({ study: 'lfm', events: early });
    await createStore({ dataDir: whole }).recordEvents({ study: 'lfm', events: ours });
    const expected = await filesBelow(whole);
    const lost = [];
    let moment = 1;
    for (; ; moment += 1) {
      const overtaken = await overtakenAt(moment);
      if (overtaken === null) break;
      const { before, outcome, after, dataDir } = overtaken;
      expect(withoutTemporary(before)).toEqual(expected);
      expect(withoutTemporary(after)).toEqual(expected);
      expect(String(outcome)).toMatch(/^done$|it lost .*store\.lock/);
      if (outcome !== 'done') lost.push(moment);
      // What it left does not stop the next one.
      await createStore({ dataDir, lock: here }).recordEvents({ study: 'lfm', events: ours });
      expect(withoutTemporary(await filesBelow(dataDir))).toEqual(expected);
    }
    expect(moment).toBeGreaterThan(50);
    expect(lost.length).toBeGreaterThan(35);
  }, 180_000);
});

function withoutTemporary(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !name.endsWith('.tmp')));
}
