import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere } from '../../activities/store/disk';
import { writeWorkerState } from '../../src/app/worker/worker-state';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

describe('worker.json', () => {
  it('names the process while it works on the data folder', async () => {
    const dataDir = await dataFolder();
    const file = join(dataDir, 'worker.json');
    const takeAway = await writeWorkerState(dataDir);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ pid: process.pid });
    await takeAway();
    expect(await isThere(file)).toBe(false);
  });

  it('stays where another worker of the folder has begun since', async () => {
    const dataDir = await dataFolder();
    const file = join(dataDir, 'worker.json');
    const takeAway = await writeWorkerState(dataDir);
    await writeFile(file, '{"pid":1}\n');
    await takeAway();
    expect(await readFile(file, 'utf8')).toBe('{"pid":1}\n');
  });
});
