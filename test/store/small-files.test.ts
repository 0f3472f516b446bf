import fs from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createStore } from '../../activities/store/create-store';
import { folderMedium } from '../../activities/store/folder-medium';
import { storeId } from '../../activities/store/store-id';
import { writeTranscript } from '../../activities/store/write-transcript';
import { plausibleStudy } from '../history/plausible-study';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { turnsOf } from '../support/lock-folder';
import { onlyReads } from '../support/watched-disk';

afterAll(removeDataFolders);

describe('storeId()', () => {
  it('is made once, however many ask at the same time', async () => {
    const dataDir = join(await dataFolder(), 'not', 'there', 'yet');
    const ids = await Promise.all(Array.from({ length: 8 }, () => storeId(folderMedium(dataDir))));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[a-z0-9]{8}$/);
    expect(await storeId(folderMedium(dataDir))).toBe(ids[0]);
  });

  it('is never made again over a file that cannot be read', async () => {
    const dataDir = await dataFolder();
    await fs.writeFile(join(dataDir, 'store.json'), '{"id": "');
    await expect(storeId(folderMedium(dataDir))).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });
});

describe('writeTranscript()', () => {
  it('names the file by its content, so the same content twice is one file', async () => {
    const dataDir = await dataFolder();
    const lines = [{ item: 1, answer: 'é' }, { item: 2 }];
    const written = await Promise.all(
      [1, 2].map(() => writeTranscript(folderMedium(dataDir), 'lfm', lines)),
    );
    const [ref] = written;
    expect(written[1]).toEqual(ref);
    expect(await writeTranscript(folderMedium(dataDir), 'lfm', lines)).toEqual(ref);
    expect(Object.keys(await filesBelow(dataDir))).toEqual([`studies/lfm/${ref?.file}`]);
    expect(ref?.file).toBe(`runs/${ref?.sha256}.jsonl.gz`);

    const packed = await fs.readFile(join(dataDir, 'studies', 'lfm', ref?.file ?? ''));
    expect(gunzipSync(packed).toString()).toBe('{"item":1,"answer":"é"}\n{"item":2}\n');
  });
});

describe('a disk that cannot be written to', () => {
  const events = plausibleStudy('lfm', 1, 1);

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'read-only'],
  ])('is told apart by its cause: %s', async (code, words) => {
    const dataDir = await dataFolder();
    const open = fs.open;
    const spy = jest.spyOn(fs, 'open').mockImplementation(async (path, flags, mode) => {
      if (String(path).endsWith('.log') && !onlyReads(flags))
        throw Object.assign(new Error(), { code });
      return open(path, flags, mode);
    });
    const call = createStore({ dataDir }).recordEvents({ study: 'lfm', events });
    await expect(call).rejects.toMatchObject({
      code: 'STORE_UNWRITABLE',
      message: expect.stringMatching(new RegExp(`routing_decisions\\.log: .*${words}`)),
    });
    spy.mockRestore();
    await createStore({ dataDir }).recordEvents({ study: 'lfm', events });
    expect(await turnsOf(dataDir)).toEqual(['2.free']);
  });

  it('may be no folder at all', async () => {
    const file = join(await dataFolder(), 'a-file');
    await fs.writeFile(file, '');
    const call = createStore({ dataDir: file }).recordEvents({ study: 'lfm', events });
    await expect(call).rejects.toMatchObject({
      code: 'STORE_UNWRITABLE',
      message: expect.stringContaining(file),
    });
  });
});
