import fs from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import { plausibleStudy } from '../history/plausible-study';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { leaveTurn } from '../support/lock-folder';
import { dyingDisk } from './dying-disk';

// A crash at each of some hundred steps, each on a folder of its own, on a disk that others use too.
jest.setTimeout(240_000);

afterAll(removeDataFolders);

const events = plausibleStudy('lfm', 5, 3);
const early = events.slice(0, 12);
const late = events.slice(12, 24);

describe('a crash while events are recorded', () => {
  it('leaves each file old or new at every step, and the next call completes what it began', async () => {
    const before = await folderWith(early);
    const after = await folderWith([...early, ...late]);
    const steps = await stepsOf(late);
    expect(steps).toBeGreaterThan(60);

    for (let step = 1; step <= steps; step += 1) {
      const dataDir = await recordThenDie(step);
      expectOldOrNew(await filesBelow(dataDir), before, after);
      await leaveTurn(dataDir);
      await createStore({ dataDir }).recordEvents({ study: 'lfm', events: late });
      expect(withoutTemporary(await filesBelow(dataDir))).toEqual(after);
    }
  });

  it('is mended by the recovery at worker start, without any new event', async () => {
    const before = await folderWith(early);
    const after = await folderWith([...early, ...late]);
    const steps = await stepsOf(late);
    for (let step = 1; step <= steps; step += 5) {
      const dataDir = await recordThenDie(step);
      await leaveTurn(dataDir);
      await createStore({ dataDir }).recoverStudy('lfm');
      const files = withoutTemporary(await filesBelow(dataDir));
      const log = files[LOG] ?? '';
      expect([before[LOG], after[LOG]].some((whole) => log.startsWith(whole ?? ''))).toBe(true);
      expect(log === after[LOG] ? files : after).toEqual(after);
    }
  });
});

const LOG = join('studies', 'lfm', 'routing_decisions.log');

async function folderWith(list: typeof events): Promise<Record<string, string>> {
  const dataDir = await dataFolder();
  const store = createStore({ dataDir });
  await store.recordEvents({ study: 'lfm', events: list.slice(0, early.length) });
  await store.recordEvents({ study: 'lfm', events: list.slice(early.length) });
  return filesBelow(dataDir);
}

/** How many moments to die in recording has: before, in the middle of and after each change to the disk. */
async function stepsOf(list: typeof events): Promise<number> {
  const dataDir = await dataFolder();
  const store = createStore({ dataDir });
  await store.recordEvents({ study: 'lfm', events: early });
  const disk = dyingDisk(fs, () => false);
  await store.recordEvents({ study: 'lfm', events: list });
  disk.revive();
  return disk.moments();
}

/** Records the early events; dies over the late ones, at the n-th moment. */
async function recordThenDie(step: number): Promise<string> {
  const dataDir = await dataFolder();
  const store = createStore({ dataDir });
  await store.recordEvents({ study: 'lfm', events: early });
  const disk = dyingDisk(fs, (_, moment) => moment === step);
  await expect(store.recordEvents({ study: 'lfm', events: late })).rejects.toThrow('The machine');
  disk.revive();
  return dataDir;
}

function expectOldOrNew(
  found: Record<string, string>,
  before: Record<string, string>,
  after: Record<string, string>,
): void {
  for (const [name, text] of Object.entries(withoutTemporary(found))) {
    const whole = name === LOG && after[LOG]?.startsWith(text) ? text : undefined;
    expect([before[name], after[name], whole]).toContain(text);
  }
}

function withoutTemporary(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !name.endsWith('.tmp')));
}
